// What a design says of rules, and what rules say of themselves: explanations, severities, rules of one's own, waivers.

import { clickOn, expect, findings, menu, openApp, openFile, openTab, openTemplate, panel, test, thing } from './fixtures';
import type { Page } from '@playwright/test';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Rules of this design' });

async function openRules(page: Page): Promise<void> {
  await menu(page, 'Rules of this design ...');
  await expect(dialog(page)).toBeVisible();
}

async function closeRules(page: Page): Promise<void> {
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await expect(dialog(page)).toHaveCount(0);
}

const SHOP = {
  linchpin: 1,
  title: 'Shop',
  components: [
    { id: 'client', kind: 'web-client', name: 'Client', position: [0, 0], peak: 10 },
    { id: 'shop', kind: 'service', name: 'Shop', position: [300, 0], responsibilities: 'Take orders\nSend mail' },
    { id: 'pay', kind: 'service', name: '支払い Größe', position: [600, 0], instances: 3 },
    { id: 'db', kind: 'relational-database', name: 'Orders DB', position: [600, 200] },
  ],
  connections: [{ from: 'client', to: 'shop' }, { from: 'shop', to: 'pay' }, { from: 'shop', to: 'db' }],
  entities: [{ id: 'order', name: 'Order', owner: 'shop', store: 'db' }],
};

test('a card explains its rule in place and as a page, fetched only when asked for', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await openTemplate(page, 'three-tier');
  await findings(page, /Load balancer is a single point/).click();
  const about = panel(page).getByRole('button', { name: 'About this rule' });
  await expect(about).toHaveAttribute('aria-expanded', 'false');
  expect(asked.filter((url) => url.includes('rules.html'))).toEqual([]);
  await about.press('Enter');
  for (const part of ['Why it matters', 'How it is detected', 'When it is a false alarm', 'What helps']) {
    await expect(panel(page).getByRole('heading', { name: part })).toBeVisible();
  }
  const [reference] = await Promise.all([
    page.waitForEvent('popup'),
    panel(page).getByRole('link', { name: 'All rules' }).click(),
  ]);
  await expect(reference.getByRole('heading', { name: 'Single point of failure', exact: true })).toBeInViewport();
  expect(reference.url()).toMatch(/\/rules\.html#failure\.single-point$/);
});

test.describe('without a connection', () => {
  test.use({ expectedErrors: [[/rules\.html/], { option: true }] });

  test('an explanation that cannot be fetched is said so, and tried again', async ({ page }) => {
    await openTemplate(page, 'three-tier');
    await page.route('**/rules.html', (route) => route.abort('internetdisconnected'));
    await findings(page, /Load balancer is a single point/).click();
    await panel(page).getByRole('button', { name: 'About this rule' }).click();
    await expect(panel(page).getByRole('alert')).toHaveText('The explanation could not be loaded. Is there a connection?');
    await page.unroute('**/rules.html');
    await panel(page).getByRole('button', { name: 'Try again' }).click();
    await expect(panel(page).getByRole('heading', { name: 'When it is a false alarm' })).toBeVisible();
  });
});

test('how much a rule counts is changed from a card, listed, changed again and taken back', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await findings(page, /Load balancer is a single point/).click();
  const counts = panel(page).getByLabel('Single point counts here as');
  await expect(counts).toHaveValue('');
  await counts.selectOption('Off');
  await expect(findings(page, /Load balancer is a single point/)).toHaveCount(0);
  await expect(panel(page)).toContainText('1 changed');
  await openRules(page);
  const row = dialog(page).getByRole('listitem').filter({ hasText: 'failure.single-point' });
  await row.getByLabel('Severity', { exact: true }).selectOption('Info');
  await closeRules(page);
  await expect(findings(page, /Load balancer is a single point/)).toBeVisible();
  await openRules(page);
  await row.getByRole('button', { name: 'Take back' }).click();
  await expect(row).toHaveCount(0);
  await closeRules(page);
  await expect(panel(page)).not.toContainText('changed');
  await page.keyboard.press('Control+z');
  await expect(panel(page)).toContainText('1 changed');
});

test('a rule of ones own is written by keyboard alone, checked at once, and what cannot be is refused', async ({ page }) => {
  await openApp(page);
  await openFile(page, 'shop.json', JSON.stringify(SHOP));
  await openRules(page);
  await dialog(page).getByRole('button', { name: 'Add a rule' }).press('Enter');
  const rule = dialog(page).getByRole('region', { name: 'Rule' });
  await expect(rule).toContainText('Broken by 1 component');
  await rule.getByLabel('Name', { exact: true }).fill('Enough of each');
  await page.keyboard.press('Tab');
  const named = dialog(page).getByRole('region', { name: 'Enough of each' });
  const required = named.getByRole('group', { name: 'They must have' });
  await required.getByLabel('Value').fill('0');
  await required.getByLabel('Value').press('Tab');
  await expect(required.getByRole('alert')).toHaveText('Between 1 and 10,000, please.');
  await required.getByLabel('Value').fill('4');
  await required.getByLabel('Value').press('Tab');
  await expect(required.getByRole('alert')).toHaveCount(0);
  await expect(named).toContainText('Broken by 2 components');
  const about = named.getByRole('group', { name: 'Applies to components with' });
  await about.getByLabel('Field').selectOption('Name');
  await about.getByLabel('Comparison').selectOption('contains');
  await about.getByLabel('Value').fill('支払い größe');
  await about.getByLabel('Value').press('Tab');
  await expect(named, 'upper and lower case are the same for the letters A to Z').toContainText('Broken by 1 component');
  await required.getByRole('button', { name: 'Add a condition' }).press('Enter');
  await required.getByLabel('Comparison').last().selectOption('less than');
  await expect(named).toContainText('It cannot be checked. instances>=4 and instances<2 can never both hold.');
  await required.getByRole('button', { name: 'Remove the condition' }).last().press('Enter');
  await expect(named).toContainText('Broken by 1 component');
  await closeRules(page);
  const card = findings(page, /Enough of each: 支払い Größe/);
  await expect(card).toContainText('must have instances>=4');
  await card.click();
  await panel(page).getByRole('button', { name: 'About this rule' }).click();
  await expect(panel(page)).toContainText("A rule of the design's own");
  await openRules(page);
  await named.getByRole('button', { name: 'Remove Enough of each' }).click();
  await expect(named).toHaveCount(0);
  await closeRules(page);
  await expect(card).toHaveCount(0);
});

test('rules that cannot be read, and waivers for what is gone, are told and mended', async ({ page }) => {
  await openApp(page);
  const odd = {
    ...SHOP,
    rules: [{ id: 'odd', name: 'Odd', selects: 'kind=service', requires: 'instnces>=2' }],
    waivers: [{ id: 'w', rule: 'failure.single-point', subject: 'nowhere', reason: 'Long ago' }],
    overrides: [{ id: 'o', rule: 'failure.singel-point', severity: 'off' }],
  };
  await openFile(page, 'odd.json', JSON.stringify(odd));
  await expect(findings(page, /The rule Odd cannot be checked/)).toContainText('did you mean instances?');
  await expect(findings(page, /There is no rule failure.singel-point/)).toContainText('Did you mean failure.single-point?');
  await openRules(page);
  const rule = dialog(page).getByRole('region', { name: 'Odd' });
  await expect(rule).toContainText('there is no field instnces; did you mean instances?');
  const written = rule.getByLabel('They must have, as written');
  await written.fill('instances>=2');
  await written.press('Tab');
  await expect(rule).toContainText('Broken by 1 component');
  const waiver = dialog(page).getByRole('listitem').filter({ hasText: 'about something that is gone' });
  await expect(waiver).toContainText('It applies to nothing any more.');
  await waiver.getByRole('button', { name: 'Take back' }).click();
  await expect(waiver).toHaveCount(0);
  await closeRules(page);
  await expect(findings(page, /no longer applies/)).toHaveCount(0);
});

/** A hundred services, each of which breaks forty rules. */
function thousand(): object {
  const places = [...Array(100).keys()];
  const components = places.map((n) => ({ id: `s${n}`, kind: 'service', name: `Service ${n}`, position: [(n % 10) * 250, Math.floor(n / 10) * 150] }));
  const rules = [...Array(40).keys()].map((n) => ({ id: `r${n}`, name: `Rule ${n}`, requires: `instances>=${n + 2}` }));
  return { linchpin: 1, title: 'A thousand findings', components, connections: [], rules };
}

test('a thousand findings are grouped by rule, open on demand, and stay open while the design changes', async ({ page }) => {
  await openApp(page);
  await openFile(page, 'thousand.json', JSON.stringify(thousand()));
  await openTab(page, 'Findings');
  const group = panel(page).getByRole('button', { name: /^Rule 7 31 findings/ });
  await expect(group).toBeVisible();
  expect(await panel(page).locator('.finding').count()).toBeLessThan(60);
  await group.press('Enter');
  await expect(findings(page, /^Rule 7: Service/)).toHaveCount(30);
  await findings(page, /^Rule 7: Service 0/).first().click();
  await page.keyboard.press('Delete');
  await expect(group).toHaveAttribute('aria-expanded', 'true');
  await group.click();
  await expect(findings(page, /^Rule 7: Service/)).toHaveCount(0);
});

test('the jobs of a component are in the inspector and in its name for people who do not see it', async ({ page }) => {
  await openApp(page);
  await openFile(page, 'shop.json', JSON.stringify(SHOP));
  await expect(thing(page, 'Shop')).toHaveAccessibleName(/does 2 jobs: Take orders and Send mail/);
  await clickOn(page, 'Shop');
  await openTab(page, 'Inspector');
  const jobs = panel(page).getByRole('region', { name: 'Jobs' });
  await expect(jobs.getByRole('listitem').filter({ hasText: 'Take orders' })).toContainText('owns Order; calls Orders DB');
  await expect(jobs.getByRole('listitem').filter({ hasText: 'Send mail' })).toContainText('calls 支払い Größe');
  await clickOn(page, 'Orders DB');
  await expect(jobs).toHaveCount(0);
});
