// What Linchpin says of a design: single points of failure, what goes down, what saturates.

import {
  clickOn, drawThreeTiers, expect, field, findings, move, openApp, openTab, openTemplate, panel, saved, setLoad, test, thing,
  verdict,
} from './fixtures';
import type { Page } from '@playwright/test';

const problem = (page: Page) => panel(page).getByRole('alert');

test('a second instance makes the single point of failure disappear', async ({ page }) => {
  await openApp(page);
  await drawThreeTiers(page);
  await openTab(page, 'Findings');
  await expect(findings(page, /^Load balancer is a single point of failure/)).toBeVisible();
  const instances = await field(page, 'Load balancer', 'Instances');
  await expect(instances).toHaveAttribute('placeholder', '1');
  await instances.fill('2');
  await expect(verdict(page, 'Single points'), 'the verdict follows the typing').toContainText('1');
  await instances.press('Enter');
  await openTab(page, 'Findings');
  await expect(findings(page, /^SQL database is a single point of failure/)).toBeVisible();
  await expect(findings(page, /^Load balancer is a single point of failure/)).toHaveCount(0);
  await expect(thing(page, 'Load balancer')).not.toHaveAccessibleName(/single point/);
  await page.keyboard.press('Control+z');
  await expect(findings(page, /^Load balancer is a single point of failure/)).toBeVisible();
});

test('values that cannot be are refused beside the field and change nothing', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  const instances = await field(page, 'Database', 'Instances');
  for (const wrong of ['0', '1e9', 'abc', '1.5', '-3']) {
    await instances.fill(wrong);
    await expect(problem(page)).toBeVisible();
    await instances.press('Enter');
    await expect(instances).toHaveAttribute('aria-invalid', 'true');
    await expect(instances).toHaveValue(wrong);
  }
  await instances.press('Escape');
  await expect(problem(page)).toHaveCount(0);
  await expect(instances).toHaveValue('');
  await expect(page.getByRole('button', { name: 'Undo' }), 'nothing was changed').toBeDisabled();
  await expect(thing(page, 'Database')).toHaveAccessibleName(/single point of failure/);
});

test('a hit ratio is a percentage, and its default names range and source', async ({ page }) => {
  await openTemplate(page, 'read-heavy-feed');
  await clickOn(page, 'CDN');
  await openTab(page, 'Inspector');
  const ratio = panel(page).getByLabel('Hit ratio', { exact: true });
  await expect(panel(page).getByText(/^Default .* plausible .* to /).first()).toBeVisible();
  await ratio.fill('120');
  await expect(problem(page)).toContainText('100 %');
  await ratio.fill('95');
  await ratio.press('Enter');
  await expect(problem(page)).toHaveCount(0);
  await panel(page).getByRole('button', { name: 'Hit ratio: back to the default' }).click();
  await expect(ratio).not.toHaveValue('95');
});

test('killing the database takes the system down until it is brought back', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await expect(verdict(page, 'Now')).toContainText('Up');
  await page.getByRole('button', { name: 'Kill mode' }).click();
  await clickOn(page, 'Database');
  await expect(verdict(page, 'Now')).toContainText('Down');
  await expect(thing(page, 'Database')).toHaveAccessibleName(/failed/);
  await expect(thing(page, 'App server 1')).toHaveAccessibleName(/, down/);
  await expect(thing(page, 'Load balancer')).toHaveAccessibleName(/, down/);
  await page.getByRole('button', { name: 'Bring Database back' }).click();
  await expect(verdict(page, 'Now')).toContainText('Up');
  await expect(thing(page, 'App server 1')).not.toHaveAccessibleName(/down/);
  await clickOn(page, 'App server 1');
  await expect(thing(page, 'App server 1')).toHaveAccessibleName(/failed/);
  // 600 requests a second on the 500 that one server can do.
  await expect(verdict(page, 'Now'), 'the other server stands in and drowns').toContainText(/App server 2.*120 %/);
  await clickOn(page, 'App server 1');
  await expect(page.getByRole('group', { name: 'Failed' })).toHaveCount(0);
});

test('one instance of several is failed from the inspector', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  const instances = await field(page, 'Load balancer', 'Instances');
  await instances.fill('2');
  await instances.press('Enter');
  const fail = panel(page).getByRole('button', { name: 'Fail instance 1' });
  await fail.click();
  await expect(fail).toHaveAttribute('aria-pressed', 'true');
  await expect(panel(page).getByText(/1 of 2 up/)).toBeVisible();
  await expect(verdict(page, 'Now')).toContainText('Up');
  await panel(page).getByRole('button', { name: 'Fail instance 2' }).click();
  await expect(verdict(page, 'Now')).toContainText('Down');
  await page.getByRole('button', { name: 'Bring all back' }).click();
  await expect(verdict(page, 'Now')).toContainText('Up');
});

test('the hardened app stays up without any one of its zones', async ({ page }) => {
  await openTemplate(page, 'three-tier-hardened');
  for (const zone of ['Zone A', 'Zone B']) {
    await clickOn(page, zone, { hold: 'top' });
    await openTab(page, 'Inspector');
    await panel(page).getByRole('button', { name: 'Fail all inside' }).click();
    await expect(page.getByRole('button', { name: `Bring ${zone} back` })).toBeVisible();
    await expect(verdict(page, 'Now')).toContainText(/1 thing failed/);
    await expect(verdict(page, 'Now')).toContainText('Up');
    await page.getByRole('button', { name: `Bring ${zone} back` }).click();
    await expect(verdict(page, 'Now')).toContainText('nothing failed');
  }
});

test('raising the load saturates the database, in the order of the ladder', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await openTab(page, 'Findings');
  const rungs = panel(page).locator('.ladder button');
  await expect(rungs.first()).toBeVisible();
  const multiples = (await rungs.locator('.multiple').allInnerTexts()).map((text) => Number.parseFloat(text));
  expect(multiples, 'the ladder is sorted').toEqual([...multiples].sort((a, b) => a - b));
  const database = rungs.filter({ hasText: 'Database' });
  const breaks = Number.parseFloat(await database.locator('.multiple').innerText());
  await expect(findings(page, /^Database.* saturates? at/)).toHaveCount(0);
  await setLoad(page, breaks * 1.2);
  await expect(findings(page, /^Database.* saturates? at/)).toBeVisible();
  await expect(verdict(page, 'Breaks at')).toHaveClass(/bad/);
  await setLoad(page, 1);
  await expect(findings(page, /^Database.* saturates? at/)).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('slider', { name: 'Load' }), 'the slider takes the keys').toHaveValue('1');
});

test('lenses are switched, and a load finding switches to its own', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  const [failure, load] = ['Failure', 'Load'].map((name) => page.getByRole('radio', { name }));
  await expect(failure).toBeChecked();
  await load.click();
  await expect(load).toBeChecked();
  await openTab(page, 'Findings');
  await findings(page, /^Database is a single point of failure/).click();
  await expect(failure).toBeChecked();
  await verdict(page, 'Breaks at').click();
  await expect(load).toBeChecked();
});

test('a finding selects and shows its subject', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await openTab(page, 'Findings');
  const finding = findings(page, /^Load balancer is a single point of failure/);
  await finding.hover();
  await finding.click();
  await expect(finding).toHaveAttribute('aria-pressed', 'true');
  await expect(thing(page, 'Load balancer')).toHaveAttribute('aria-pressed', 'true');
});

test('moving things asks nothing of the analysis, and what is asked next knows where they are', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  // All rules are there, and all that is asked at first is answered.
  await page.waitForLoadState('networkidle');
  const reports = () => page.locator('html').getAttribute('data-reports');
  const before = await reports();
  await move(page, 'DNS', { x: 0, y: -80 });
  await saved(page);
  await expect(page.getByRole('button', { name: 'Undo' })).toBeEnabled();
  expect(await reports()).toBe(before);
  const instances = await field(page, 'Database', 'Instances');
  await instances.fill('2');
  await instances.press('Enter');
  await expect(verdict(page, 'Single points')).toContainText('1');
  expect(await reports()).not.toBe(before);
});
