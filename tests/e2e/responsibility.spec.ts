// What does too many jobs, and what is accepted with a reason.

import { boxOf, expect, findings, openApp, openFile, openTab, panel, pixelsOf, test } from './fixtures';

/** The colour of the lens in the light theme. */
const DUTY = '#86328a';

const SHOP = {
  linchpin: 1,
  title: 'Shop',
  components: [
    { id: 'client', kind: 'web-client', name: 'Client', position: [0, 0], peak: 10 },
    { id: 'shop', kind: 'service', name: 'Shop', position: [300, 0], instances: 2, responsibilities: 'Take orders\nSend mail' },
  ],
  connections: [{ from: 'client', to: 'shop', pool: 'shops' }],
};

test('a component with two jobs is told, marked and listed with its jobs', async ({ page }) => {
  await openApp(page);
  await openFile(page, 'shop.json', JSON.stringify(SHOP));
  await openTab(page, 'Findings');
  const card = findings(page).filter({ hasText: 'Shop does two jobs' });
  await expect(card).toContainText('Take orders');
  await expect(card).toContainText('Send mail');
  await page.getByRole('radio', { name: 'Responsibility' }).click();
  const { x, y, width, height } = await boxOf(page, 'Shop');
  const around = { x: x - 20, y: y - 20, width: width + 40, height: height + 40 };
  await expect.poll(() => pixelsOf(page, around, DUTY)).toBeGreaterThan(100);
});

test('a finding is accepted with a reason, folded away, undone and taken back', async ({ page }) => {
  await openApp(page);
  await openFile(page, 'shop.json', JSON.stringify(SHOP));
  await openTab(page, 'Findings');
  const card = findings(page).filter({ hasText: 'Shop does two jobs' });
  await card.click();
  const accept = panel(page).getByRole('button', { name: 'Accept', exact: true });
  await expect(accept, 'there is no accepting without a reason').toBeDisabled();
  await panel(page).getByLabel('Why this is accepted').fill('One team does both');
  await page.keyboard.press('Enter');
  const folded = panel(page).getByRole('button', { name: 'Accepted (1)' });
  await expect(folded).toBeVisible();
  await expect(card).toBeHidden();
  await folded.click();
  await expect(card).toContainText('Accepted: One team does both');
  await panel(page).getByRole('button', { name: 'No longer accept' }).click();
  await expect(folded).toBeHidden();
  await expect(card).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(folded, 'one undo step').toBeVisible();
});
