// What is asked of a design, whether that is met, and what of a form is folded away.

import { clickOn, dragPalette, expect, field, menu, openApp, openFile, openTab, openTemplate, panel, test, verdict } from './fixtures';
import type { Page } from '@playwright/test';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Targets and endpoints' });
const whole = (page: Page) => dialog(page).getByRole('region', { name: 'The whole design' });

/** A client that calls one service, which is up 99.9 % of the time and repaired in an hour. */
const ONE_SERVICE = {
  linchpin: 1,
  title: 'One service',
  components: [
    { id: 'client', kind: 'web-client', name: 'Client', position: [0, 0], peak: 10 },
    { id: 'shop', kind: 'service', name: 'Shop', position: [300, 0], availability: 0.999, repair: 60 },
  ],
  connections: [{ from: 'client', to: 'shop' }],
};

async function openTargets(page: Page): Promise<void> {
  await menu(page, 'Targets and endpoints ...');
  await expect(dialog(page)).toBeVisible();
}

test('a target is met or missed, by how much, and taking it back is one undo', async ({ page }) => {
  await openApp(page);
  await openFile(page, 'design.json', JSON.stringify(ONE_SERVICE));
  await openTargets(page);
  await expect(whole(page)).toContainText('Now 99.9 %, 8.8 h down a year.');
  const wanted = whole(page).getByLabel('Availability of at least', { exact: true });
  await wanted.fill('99.99');
  await wanted.press('Enter');
  // 0.09 % of 525,960 minutes: 7.9 hours.
  await expect(whole(page)).toContainText('Missed: 99.9 %, 7.9 h a year too much downtime.');
  await wanted.fill('99.5');
  await wanted.press('Enter');
  // 0.4 % of a year: 35 hours.
  await expect(whole(page)).toContainText('Met: 99.9 %, 35 h a year to spare.');
  const back = whole(page).getByLabel('Back within', { exact: true });
  await back.fill('600');
  await back.press('Enter');
  await expect(whole(page)).toContainText('Missed: 60 min after Shop, 50 min too long.');
  await page.keyboard.press('Escape');
  // At once: the key is no longer the dialog's.
  await page.keyboard.press('Control+z');
  await openTargets(page);
  await expect(back).toHaveValue('');
  await expect(wanted).toHaveValue('99.5');
});

test('a p99 too long is told beside its target and in the what-if bar', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await expect(verdict(page, 'p99')).toContainText('ms');
  await openTargets(page);
  await expect(whole(page)).toContainText(/Now .* ms at this load/);
  const wanted = whole(page).getByLabel('p99 of at most', { exact: true });
  await wanted.fill('1');
  await wanted.press('Enter');
  await expect(whole(page)).toContainText(/Missed: .* ms too long/);
  await page.keyboard.press('Escape');
  await expect(verdict(page, 'p99')).toContainText('missed');
});

test('whether a peak is carried is told beside it', async ({ page }) => {
  await openApp(page);
  await openFile(page, 'design.json', JSON.stringify(ONE_SERVICE));
  await openTargets(page);
  const client = dialog(page).getByRole('region', { name: 'Client' });
  // 10 of 500 a second.
  await expect(client).toContainText('Carried. First limit: Shop at 50.0x today\u2019s peak.');
  const peak = client.getByLabel('Peak rate', { exact: true });
  await peak.fill('1000');
  await peak.press('Enter');
  await expect(client).toContainText('Not carried at this load: Shop is short.');
  await expect(whole(page)).toContainText('Not carried at this load: Shop is short.');
});

test('an endpoint is added by keyboard alone, handled by a component, and removed', async ({ page }) => {
  await openApp(page);
  await openFile(page, 'design.json', JSON.stringify(ONE_SERVICE));
  await openTargets(page);
  await dialog(page).getByRole('button', { name: 'Add an endpoint' }).press('Enter');
  const endpoint = dialog(page).getByRole('region', { name: 'Endpoint' });
  await endpoint.getByLabel('Path', { exact: true }).fill('/orders');
  await page.keyboard.press('Tab');
  const orders = dialog(page).getByRole('region', { name: '/orders' });
  await orders.getByLabel('Method', { exact: true }).selectOption('post');
  await orders.getByLabel('Handled by', { exact: true }).selectOption({ label: 'Shop' });
  await expect(orders.getByRole('button', { name: 'Handled by: take Shop away' })).toBeVisible();
  await orders.getByLabel('Peak rate', { exact: true }).fill('4');
  await orders.getByLabel('Peak rate', { exact: true }).press('Enter');
  await expect(orders).toContainText('Now 99.9 %');
  await orders.getByRole('button', { name: 'Handled by: take Shop away' }).press('Enter');
  await expect(orders.getByRole('button', { name: 'Handled by: take Shop away' })).toHaveCount(0);
  await orders.getByRole('button', { name: 'Remove /orders' }).press('Enter');
  await expect(orders).toHaveCount(0);
});

test('an entity has an owner and a store, chosen among what is drawn', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await openTargets(page);
  await dialog(page).getByRole('button', { name: 'Add an entity' }).click();
  const entity = dialog(page).getByRole('region', { name: 'Entity' });
  await entity.getByLabel('Name', { exact: true }).fill('Orders');
  await page.keyboard.press('Tab');
  const orders = dialog(page).getByRole('region', { name: 'Orders' });
  await orders.getByLabel('Stored in', { exact: true }).selectOption({ label: 'Database' });
  await expect(orders.getByRole('button', { name: /take Database away/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await openTargets(page);
  await expect(orders.getByRole('button', { name: /take Database away/ })).toHaveCount(0);
});

test('what is rarely set is folded away, and what is set shows all the same', async ({ page }) => {
  await openApp(page);
  await dragPalette(page, 'SQL database', 400, 300);
  await clickOn(page, 'SQL database');
  await openTab(page, 'Inspector');
  const form = panel(page).getByRole('tabpanel', { name: 'Inspector' });
  const [disk, stored] = [form.getByLabel('Storage', { exact: true }), form.getByRole('button', { name: 'Memory and disk' })];
  await expect(form.getByLabel('Instances', { exact: true })).toBeVisible();
  await expect(stored).toHaveAttribute('aria-expanded', 'false');
  await expect(disk).toHaveCount(0);
  await stored.press('Enter');
  await disk.fill('500');
  await disk.press('Enter');
  await stored.click();
  await expect(stored).toHaveAttribute('aria-expanded', 'false');
  await expect(disk).toHaveValue('500');
  await expect(form.getByLabel('Memory', { exact: true })).toHaveCount(0);
});

test('defaults are those the analysis uses', async ({ page }) => {
  await openApp(page);
  await dragPalette(page, 'SQL database', 400, 300);
  await (await field(page, 'SQL database', 'Failover')).selectOption('manual');
  const takeover = await field(page, 'SQL database', 'Takeover time');
  await expect(takeover).toHaveAttribute('placeholder', '1800');
  await (await field(page, 'SQL database', 'Failover')).selectOption('automatic');
  await expect(takeover).toHaveAttribute('placeholder', '60');
  await (await field(page, 'SQL database', 'Failover')).selectOption('none');
  await expect(takeover).toHaveCount(0);
  await expect(verdict(page, 'Now')).toBeVisible();
});
