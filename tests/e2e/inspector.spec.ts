// The form of what is selected stays under the hand that types into it, whatever the verdicts say meanwhile.

import { clickOn, expect, field, holdOf, openTab, openTemplate, test, thing } from './fixtures';
import type { Page } from '@playwright/test';

const inspector = (page: Page) => page.getByRole('tabpanel', { name: 'Inspector' });
const labelled = (page: Page, label: string) => inspector(page).getByLabel(label, { exact: true });

test('a number that makes another field appear is typed to its end', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  const instances = await field(page, 'Database', 'Instances');
  await expect(labelled(page, 'Takeover time'), 'nothing takes over for a single instance').toHaveCount(0);
  await instances.click();
  await instances.pressSequentially('2');
  await expect(labelled(page, 'Takeover time'), 'the worker has answered to the draft').toBeVisible();
  await expect(instances).toBeFocused();
  await instances.pressSequentially('1');
  await expect(instances).toHaveValue('21');
  await instances.press('Backspace');
  await instances.press('Enter');
  await expect(instances).toHaveValue('2');
  await expect(thing(page, 'Database')).not.toHaveAccessibleName(/single point of failure/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(instances).toHaveValue('');
  await expect(labelled(page, 'Takeover time')).toHaveCount(0);
});

test('a field that a folded section shows because it is set can be emptied and typed anew', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await clickOn(page, 'App server 1');
  await openTab(page, 'Inspector');
  const finer = inspector(page).getByRole('button', { name: 'Finer limits' });
  const cores = labelled(page, 'Cores');
  await finer.click();
  await cores.fill('4');
  await cores.press('Enter');
  await finer.click();
  await expect(labelled(page, 'Bandwidth')).toHaveCount(0);
  await expect(cores).toHaveValue('4');
  await cores.press('Control+a');
  await cores.press('Backspace');
  await expect(cores).toHaveValue('');
  await cores.pressSequentially('8');
  await cores.press('Enter');
  await expect(cores).toHaveValue('8');
  // What is empty when the section is turned again has no more reason to be seen.
  await cores.fill('');
  await cores.press('Enter');
  await expect(cores).toBeFocused();
  await finer.click();
  await finer.click();
  await expect(cores).toHaveCount(0);
});

test('a choice that makes another field appear keeps the focus', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  const [from, to] = [await holdOf(page, 'DNS', 'right'), await holdOf(page, 'Load balancer', 'left')];
  await page.mouse.click((from.x + to.x) / 2, (from.y + to.y) / 2);
  await openTab(page, 'Inspector');
  const used = labelled(page, 'Used by');
  await used.focus();
  await used.selectOption({ label: 'A share of requests' });
  await expect(labelled(page, 'Share')).toBeVisible();
  await expect(used).toBeFocused();
  await used.selectOption({ index: 0 });
  await expect(labelled(page, 'Share')).toHaveCount(0);
  await expect(used).toBeFocused();
});

test('taking a value back by key leaves the focus in its field', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  const instances = await field(page, 'Load balancer', 'Instances');
  await instances.fill('2');
  await instances.press('Enter');
  const reset = inspector(page).getByRole('button', { name: 'Instances: back to the default' });
  await reset.focus();
  await page.keyboard.press('Enter');
  await expect(instances).toHaveValue('');
  await expect(instances).toBeFocused();
});

test('a comma sets off thousands and is never left out of decimals', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  const capacity = await field(page, 'Database', 'Write capacity');
  await expect(capacity).toHaveAccessibleDescription('Writes one shard can take when it does nothing else.');
  for (const wrong of ['1,5', '0,500', '12,34', '1,2345', ',5']) {
    await capacity.fill(wrong);
    await capacity.press('Enter');
    await expect(capacity).toHaveAttribute('aria-invalid', 'true');
    await expect(capacity).toHaveAccessibleDescription('A point for decimals, please, such as 2.5.');
    await expect(capacity).toHaveValue(wrong);
  }
  await capacity.fill('12,345.5');
  await capacity.press('Enter');
  await expect(capacity).toHaveValue('12345.5');
  await expect(capacity).toHaveAttribute('aria-invalid', 'false');
});
