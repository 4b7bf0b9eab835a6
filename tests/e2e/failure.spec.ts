// How available a design is, what is dangerous together, and several failures at once.

import {
  boxOf, clickOn, drag, expect, field, findings, openApp, openFile, openTab, openTemplate, panel, pixelsOf, test, thing,
  verdict,
} from './fixtures';
import type { Box } from './fixtures';
import type { Page } from '@playwright/test';

/** Colours of the light theme. */
const FAILURE = '#b93c09';
const LOAD = '#96590a';

/** A client that calls one service, which is up 99.9 % of the time. */
const ONE_SERVICE = {
  linchpin: 1,
  title: 'One service',
  components: [
    { id: 'client', kind: 'web-client', name: 'Client', position: [0, 0], peak: 10 },
    { id: 'shop', kind: 'service', name: 'Shop', position: [300, 0], availability: 0.999 },
  ],
  connections: [{ from: 'client', to: 'shop' }],
};

const openDesign = (page: Page, design: object) => openFile(page, 'design.json', JSON.stringify(design));
const together = (page: Page) => page.getByRole('region', { name: 'Dangerous together' });
const pairs = (page: Page) => together(page).locator('.finding');
const linked = (page: Page) => page.locator('html').getAttribute('data-linked');
const blast = (page: Page) => page.getByRole('status', { name: 'What becomes of it' });

/** The stretch between two components of one row. */
async function between(page: Page, left: string, right: string): Promise<Box> {
  const [a, b] = [await boxOf(page, left), await boxOf(page, right)];
  return { x: a.x + a.width + 14, y: a.y, width: b.x - a.x - a.width - 28, height: a.height };
}

test('one service is as available as it is, two of it are a million times less one unavailable', async ({ page }) => {
  await openApp(page);
  await openDesign(page, ONE_SERVICE);
  // 0.1 % of 525,960 minutes are 8.77 hours; both of two are down 0.001 squared of the time: 32 seconds.
  await expect(verdict(page, 'Availability')).toContainText('99.9 %');
  await expect(verdict(page, 'Availability')).toContainText('8.8 h a year');
  const instances = await field(page, 'Shop', 'Instances');
  await instances.fill('2');
  await expect(verdict(page, 'Availability'), 'it follows the typing').toContainText('99.9999 %');
  await instances.press('Enter');
  await expect(verdict(page, 'Availability')).toContainText('32 s a year');
  await verdict(page, 'Availability').click();
  await expect(panel(page).getByRole('tab', { name: 'Availability' })).toHaveAttribute('aria-selected', 'true');
  await openTab(page, 'Findings');
  await expect(pairs(page)).toHaveText([/^Shop \(2 instances\).*32 s a year.*everything/]);
});

test('a chain is up while all of it is, and the panel says what it hangs on', async ({ page }) => {
  await openApp(page);
  await openDesign(page, {
    ...ONE_SERVICE,
    components: [
      ...ONE_SERVICE.components,
      { id: 'store', kind: 'relational-database', name: 'Store', position: [600, 0], availability: 0.99 },
    ],
    connections: [...ONE_SERVICE.connections, { from: 'shop', to: 'store' }],
  });
  // 0.999 x 0.99 = 0.98901; without the store failing 0.1 % of downtime is left of 1.099 %.
  await expect(verdict(page, 'Availability')).toContainText('98.9 %');
  await openTab(page, 'Availability');
  const bars = panel(page).locator('.bars').first().getByRole('button');
  await expect(bars).toHaveText([/^Store.*90.9 %.*99 % up/, /^Shop.*9 %/]);
  await bars.first().hover();
  await expect.poll(() => linked(page)).toBe('store');
  await bars.last().focus();
  await expect.poll(() => linked(page)).toBe('shop');
  await bars.first().click();
  await expect(thing(page, 'Store')).toHaveAttribute('aria-pressed', 'true');
  // Two stores in the place of one: 0.999 x (1 - 0.01 squared).
  const upgrades = panel(page).locator('.bars').last().getByRole('button');
  await expect(upgrades.first()).toContainText('98.9 \u2192');
});

test('pairs are listed, shown as linked marks, pinned and let go', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await openTab(page, 'Findings');
  const pair = pairs(page).filter({ hasText: 'App server 1 and App server 2' });
  await expect(pair).toContainText('everything');
  const [one, other] = [await boxOf(page, 'App server 1'), await boxOf(page, 'App server 2')];
  const gap = { x: one.x + one.width / 2 - 6, y: one.y + one.height + 12, width: 12, height: other.y - one.y - one.height - 24 };
  const above = { x: one.x, y: one.y - 12, width: one.width, height: 10 };
  expect(await pixelsOf(page, gap, FAILURE)).toBe(0);
  await pair.hover();
  await expect.poll(() => linked(page)).toBe('app-1 app-2');
  await expect.poll(() => pixelsOf(page, gap, FAILURE), 'a line joins them').toBeGreaterThan(10);
  expect(await pixelsOf(page, above, FAILURE), 'a ring goes round').toBeGreaterThan(50);
  await pair.click();
  await expect(pair).toHaveAttribute('aria-pressed', 'true');
  await page.mouse.move(300, 200);
  await pair.evaluate((row: HTMLElement) => row.blur());
  await expect.poll(() => linked(page), 'it stays').toBe('app-1 app-2');
  await page.keyboard.press('Escape');
  await expect(pair).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(() => linked(page)).toBe('');
  await pair.focus();
  await expect.poll(() => linked(page), 'the focus shows it too').toBe('app-1 app-2');
  await page.keyboard.press('Space');
  await expect(pair).toHaveAttribute('aria-pressed', 'true');
  await expect(thing(page, 'App server 1')).toHaveAccessibleName(/dangerous together with App server 2/);
});

test('what shares a zone is said to', async ({ page }) => {
  await openApp(page);
  await openDesign(page, {
    linchpin: 1,
    components: [
      { id: 'client', kind: 'web-client', name: 'Client', position: [0, 100], peak: 10 },
      { id: 'one', kind: 'service', name: 'One', position: [320, 40], parent: 'zone' },
      { id: 'two', kind: 'service', name: 'Two', position: [320, 160], parent: 'zone' },
    ],
    connections: [{ from: 'client', to: 'one', pool: 'all' }, { from: 'client', to: 'two', pool: 'all' }],
    boundaries: [{ id: 'zone', kind: 'zone', name: 'Zone A', position: [280, 0], size: [250, 240] }],
  });
  await openTab(page, 'Findings');
  await expect(pairs(page).first()).toContainText('One and Two');
  await expect(pairs(page).first().locator('.badge')).toHaveText('same zone: Zone A');
  await page.getByRole('button', { name: 'Look for triples' }).click();
  await expect(page.getByRole('button', { name: 'Look for triples' })).toHaveCount(0);
});

test('a zone and a component are failed together, and the blast radius says what is left', async ({ page }) => {
  await openTemplate(page, 'three-tier-hardened');
  await page.getByRole('button', { name: 'Kill mode' }).click();
  await clickOn(page, 'Zone A', { hold: 'top' });
  await expect(page.getByRole('button', { name: 'Bring Zone A back' })).toBeVisible();
  await expect(verdict(page, 'Now')).toContainText('Up');
  await expect(blast(page)).toContainText('Reads unaffected, writes unaffected');
  await clickOn(page, 'App server B');
  await expect(verdict(page, 'Now')).toContainText('Down');
  await expect(blast(page)).toContainText('Reads down, writes down');
  await expect(blast(page)).toContainText('4 failed');
  await expect(thing(page, 'Balancer B')).toHaveAccessibleName(/, down/);
  await expect(thing(page, 'Zone A')).toHaveAccessibleName(/failed/);
  await page.getByRole('button', { name: 'Bring App server B back' }).click();
  await page.keyboard.down('Shift');
  await clickOn(page, 'App server B');
  await page.keyboard.up('Shift');
  await expect(page.getByRole('button', { name: 'Bring App server B, instance 1 back' })).toBeVisible();
  await expect(blast(page)).toContainText('Reads unaffected');
  await page.getByRole('button', { name: 'Bring all back' }).click();
  await expect(blast(page)).toHaveCount(0);
});

test('a component fails as a whole or instance by instance, and what cannot fail says so', async ({ page }) => {
  await openApp(page);
  await openDesign(page, {
    ...ONE_SERVICE,
    components: [ONE_SERVICE.components[0], { ...ONE_SERVICE.components[1], instances: 3, parent: 'network' }],
    boundaries: [{ id: 'network', kind: 'network', name: 'Private', position: [240, -60], size: [300, 200] }],
  });
  await expect(verdict(page, 'Now')).toContainText('Up');
  await page.getByRole('button', { name: 'Kill mode' }).click();
  const chips = page.getByRole('group', { name: 'Failed' }).getByRole('button', { name: /^Bring .* back$/ });
  await page.keyboard.down('Shift');
  for (const failed of [1, 2, 3]) {
    await clickOn(page, 'Shop');
    await expect(chips).toHaveCount(failed + 1);
  }
  await clickOn(page, 'Shop');
  await expect(page.locator('.notice').filter({ hasText: /^All instances have failed/ })).toBeVisible();
  await expect(chips).toHaveCount(4);
  await page.keyboard.up('Shift');
  await clickOn(page, 'Shop');
  await expect(chips).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Bring Shop back' })).toBeVisible();
  await clickOn(page, 'Private', { hold: 'top' });
  await expect(page.locator('.notice').filter({ hasText: /^Private does not fail as one/ })).toBeVisible();
  await clickOn(page, 'Client');
  await expect(page.locator('.notice').filter({ hasText: /^Client cannot fail/ })).toBeVisible();
  await expect(chips).toHaveCount(2);
});

test('space presses what has the focus on the canvas, and in kill mode fails it', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await thing(page, 'Database').focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('textbox', { name: 'Label' })).toHaveValue('Database');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Kill mode' }).click();
  for (const key of ['Space', 'Enter']) {
    await thing(page, 'Database').focus();
    await page.keyboard.press(key);
    await expect(thing(page, 'Database')).toHaveAccessibleName(/failed/);
    await page.keyboard.press(key);
    await expect(thing(page, 'Database')).not.toHaveAccessibleName(/failed/);
  }
});

test('the witness of a finding is drawn on the canvas while it is pointed at', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await openTab(page, 'Findings');
  const finding = findings(page, /^Load balancer is a single point of failure/);
  await expect(finding).toBeVisible();
  const wire = await between(page, 'DNS', 'Load balancer');
  expect(await pixelsOf(page, wire, FAILURE)).toBe(0);
  await finding.hover();
  await expect.poll(() => pixelsOf(page, wire, FAILURE)).toBeGreaterThan(wire.width / 2);
  await finding.click();
  await expect(finding).toHaveAttribute('aria-pressed', 'true');
  await finding.evaluate((row: HTMLElement) => row.blur());
  await page.mouse.move(300, 200);
  await expect(page.locator('.finding:hover')).toHaveCount(0);
  expect(await pixelsOf(page, wire, FAILURE), 'pinned, it stays').toBeGreaterThan(wire.width / 2);
  await page.keyboard.press('Escape');
  await expect.poll(() => pixelsOf(page, wire, FAILURE)).toBe(0);
});

test('the load lens draws how full a component is', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  const server = await boxOf(page, 'App server 1');
  const half = { ...server, y: server.y + server.height * 0.85, height: server.height * 0.12, width: server.width / 2 };
  const rest = { ...half, x: server.x + server.width * 0.68, width: server.width * 0.16 };
  expect(await pixelsOf(page, half, LOAD)).toBe(0);
  await page.getByRole('radio', { name: 'Load' }).click();
  // Half of 600 requests a second on the 500 that one server can do: 60 % full, which is busy.
  await expect.poll(() => pixelsOf(page, half, LOAD)).toBeGreaterThan(server.width / 4);
  expect(await pixelsOf(page, rest, LOAD), 'the rest of the bar is empty').toBe(0);
});

for (const width of [390, 1024, 1280, 1440, 1920]) {
  test(`kill mode is called so on the bar of a screen ${width} pixels wide, beside a load slider to take hold of`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await openTemplate(page, 'three-tier');
    await expect(page.getByRole('button', { name: 'Kill mode' }).getByText('Kill mode')).toBeVisible();
    const slider = await page.getByRole('slider', { name: 'Load' }).boundingBox();
    expect(slider?.width).toBeGreaterThan(70);
  });
}

test('in kill mode a selection dragged out ends over a component, and Escape leaves the mode', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await page.getByRole('button', { name: 'Kill mode' }).click();
  const dns = await boxOf(page, 'DNS');
  await drag(page, { x: dns.x - 20, y: dns.y - 60 }, { x: dns.x + dns.width / 2, y: dns.y + dns.height / 2 });
  const database = await boxOf(page, 'Database');
  await page.mouse.move(database.x + database.width + 20, database.y + database.height + 40, { steps: 4 });
  await page.mouse.move(database.x + database.width / 2, database.y + database.height / 2);
  await expect(thing(page, 'Database'), 'the selection went on without a button').toHaveAttribute('aria-pressed', 'false');
  await expect(blast(page), 'nothing was clicked').toHaveCount(0);
  await page.mouse.down();
  await page.mouse.up();
  await expect(thing(page, 'Database')).toHaveAccessibleName(/failed/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Kill mode' })).toHaveAttribute('aria-pressed', 'false');
  await expect(thing(page, 'Database'), 'what failed stays so').toHaveAccessibleName(/failed/);
});
