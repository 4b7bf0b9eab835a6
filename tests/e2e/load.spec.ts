// What failures do to the load on everything else, what is supposed in the bar, and the load looked at closely.

import {
  clickOn,
  expect,
  field,
  findings,
  openApp,
  openFile,
  openTab,
  openTemplate,
  panel,
  test,
  thing,
  verdict,
} from './fixtures';
import type { Page } from '@playwright/test';

const hidden = (page: Page) => page.getByRole('region', { name: 'Hidden single points' });
const blast = (page: Page) => page.getByRole('status', { name: 'What becomes of it' });

test('a cache without which the databases drown is a hidden single point, with the cascade as proof', async ({ page }) => {
  await openTemplate(page, 'read-heavy-feed');
  await openTab(page, 'Findings');
  const finding = findings(page, /^Timelines is a hidden single point of failure/);
  await expect(finding).toBeVisible();
  // 95 % of 24,000 requests a second are reads; without the cache all 22,800 go to two copies.
  await expect(finding.getByRole('listitem').first()).toContainText('Posts copy');
  await expect(verdict(page, 'Single points')).toContainText('more under load');
  await expect(thing(page, 'Timelines')).toHaveAccessibleName(/, single point of failure under load,/);
  await finding.click();
  await expect(finding).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('radio', { name: 'Load' })).toBeChecked();
  await expect(thing(page, 'Timelines')).toHaveAttribute('aria-pressed', 'true');
});

test('what is known of single failures follows the load', async ({ page }) => {
  await openTemplate(page, 'read-heavy-feed');
  await openTab(page, 'Findings');
  const copies = hidden(page).getByRole('listitem').first();
  await expect(copies).toContainText('144 %');
  const slider = page.getByRole('slider', { name: 'Load' });
  for (let step = 0; step < 8; step += 1) await slider.press('ArrowRight');
  // Eight of two hundred steps over two decades: 1.2 times 144 %.
  await expect(copies).toContainText('173 %');
});

test('a second cache takes the finding away', async ({ page }) => {
  await openTemplate(page, 'read-heavy-feed');
  const instances = await field(page, 'Timelines', 'Instances');
  await instances.fill('2');
  await instances.press('Enter');
  await openTab(page, 'Findings');
  await expect(findings(page, /^Timelines is a hidden single point/)).toHaveCount(0);
  await expect(verdict(page, 'Single points')).not.toContainText('under load');
});

test('what is killed shows what its load does to the rest, and takes it back', async ({ page }) => {
  await openTemplate(page, 'read-heavy-feed');
  await page.getByRole('button', { name: 'Kill mode' }).click();
  await clickOn(page, 'Timelines');
  await expect(thing(page, 'Timelines')).toHaveAccessibleName(/failed/);
  await expect(blast(page)).toContainText('What is left must carry the load');
  await expect(blast(page).getByRole('listitem').first()).toContainText('Posts copy');
  await expect(blast(page)).toContainText('In the end');
  await page.getByRole('button', { name: 'Bring Timelines back' }).click();
  await expect(blast(page)).toHaveCount(0);
  await clickOn(page, 'Feed builder');
  await expect(thing(page, 'Feed builder')).toHaveAccessibleName(/failed/);
  await expect(page.locator('html')).toHaveAttribute('data-aftermath', 'current');
  await expect(blast(page)).not.toContainText('What is left must carry the load');
});

test('what single failures overload is cancelled and computed again', async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/study[^/]*\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await openTemplate(page, 'read-heavy-feed');
  await openTab(page, 'Findings');
  const note = hidden(page).getByRole('status');
  await expect(note).toContainText('Computing what single failures overload');
  await note.getByRole('button', { name: 'Cancel' }).click();
  await expect(note).toContainText('Cancelled');
  release();
  await note.getByRole('button', { name: 'Compute again' }).click();
  await expect(hidden(page).locator('.finding').first()).toContainText('Timelines');
  await expect(note).toHaveCount(0);
  await expect(panel(page)).toBeVisible();
});

/** A gateway that lets 300 a second pass, of which the service carries 400. */
const GATED = {
  linchpin: 1,
  title: 'Gated',
  components: [
    { id: 'web', kind: 'web-client', name: 'People', position: [0, 0], peak: 100, peak_length: 10, off_peak: 0.5 },
    { id: 'gw', kind: 'api-gateway', name: 'Gateway', position: [260, 0], rate_limit: 300 },
    { id: 's', kind: 'service', name: 'Shop', position: [520, 0], capacity: 400 },
  ],
  connections: [
    { from: 'web', to: 'gw' },
    { from: 'gw', to: 's' },
  ],
};

const load = (page: Page) => page.getByRole('slider', { name: 'Load' });
const profile = (page: Page) => page.getByRole('combobox', { name: 'Profile' });

test('what is supposed in the bar is judged beside how it was, and is no change of the design', async ({ page }) => {
  await openApp(page);
  await openFile(page, 'design.json', JSON.stringify(GATED));
  await expect(verdict(page, 'Peak')).toContainText('Carried');
  await expect(verdict(page, 'Breaks at')).toContainText('3.0xGateway rate limit');
  await profile(page).selectOption('Burst');
  await load(page).focus();
  // 70 of 200 steps over two decades: 5 times the peak.
  for (let step = 0; step < 70; step += 1) await page.keyboard.press('ArrowRight');
  // 300 of 500 a second pass while the burst lasts.
  await expect(verdict(page, 'Peak')).toContainText(/was Carried\s*Refused/);
  await expect(verdict(page, 'Breaks at')).not.toContainText('was');
  await openTab(page, 'Findings');
  await expect(findings(page, /^Gateway refuses 40 % of what comes/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo' }), 'the design is as it was').toBeDisabled();
  await profile(page).selectOption('As drawn');
  await page.keyboard.press('Escape');
  await load(page).press('Home');
  await expect(verdict(page, 'Peak')).toContainText('Carried');
  await expect(verdict(page, 'Peak')).not.toContainText('was');
});

test('a failure shows every verdict beside what it was', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await expect(verdict(page, 'p99')).toContainText('ms');
  const breaks = await verdict(page, 'Breaks at').locator('b').innerText();
  await page.getByRole('button', { name: 'Kill mode' }).click();
  await clickOn(page, 'App server 1');
  await expect(verdict(page, 'Now')).toContainText(/was Up\s*Overloaded/);
  await expect(verdict(page, 'Breaks at')).toContainText(`was ${breaks}`);
  await expect(verdict(page, 'p99')).toContainText('unbounded');
  await expect(verdict(page, 'p99')).toContainText(/was [\d.]+ ms/);
  await clickOn(page, 'App server 2');
  await expect(verdict(page, 'Now')).toContainText('Down');
  await expect(verdict(page, 'p99')).toContainText('no answer');
  await expect(verdict(page, 'Breaks at')).toContainText('nothing saturates');
  await expect(verdict(page, 'Peak')).toContainText(/Unanswered\s*all of it/);
  await page.getByRole('button', { name: 'Bring App server 2 back' }).click();
  await page.getByRole('button', { name: 'Bring App server 1 back' }).click();
  await expect(verdict(page, 'Now')).not.toContainText('was');
});

test('the p99 opens where the time goes, call by call, by keyboard alone', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await expect(verdict(page, 'p99')).toContainText('ms');
  await verdict(page, 'p99').press('Enter');
  await expect(page.getByRole('radio', { name: 'Times' })).toBeChecked();
  const rows = panel(page).locator('.waterfall button');
  await expect(rows.first()).toContainText('Browser');
  const database = rows.filter({ hasText: 'Database' }).first();
  await expect(database).toContainText(/own work [\d.]+ ms/);
  await expect(database).toContainText('of the time');
  await expect(database.locator('i.service')).toBeVisible();
  await database.press('Enter');
  await expect(thing(page, 'Database')).toHaveAttribute('aria-pressed', 'true');
  await panel(page).getByLabel('Journey', { exact: true }).selectOption({ index: 1 });
  await expect(rows.first()).toContainText('Browser');
  await page.getByRole('radio', { name: 'Headroom' }).press('Enter');
  await expect(panel(page).locator('.bars button').first()).toContainText(/From [\d.]+x to [\d.]+x, most sensitive to/);
  await page.getByRole('button', { name: 'Back to the findings' }).press('Enter');
  await expect(findings(page, /^Database is a single point of failure/)).toBeVisible();
});

test('a peak is shown while it passes', async ({ page }) => {
  await openApp(page);
  const burst = structuredClone(GATED);
  Object.assign(burst.components[0], { peak: 500, profile: 'burst' });
  await openFile(page, 'design.json', JSON.stringify(burst));
  await expect(verdict(page, 'Peak')).toContainText('Refused');
  await verdict(page, 'Peak').click();
  await expect(panel(page)).toContainText(/Gateway is short while 2[23] min of it pass/);
  const gateway = panel(page).locator('.bars button').first();
  // 500 - 300 a second for ten minutes.
  await expect(gateway).toContainText('Above its limit for 10 min; 120,000 requests refused');
  await expect(panel(page).getByRole('img', { name: /Gateway, requests a second over time/ })).toBeVisible();
});

test.describe('beside the verdicts', () => {
  for (const [width, height] of [[1920, 1080], [1440, 900], [1280, 800], [1024, 768], [390, 844]]) {
    test(`the slider can be set at ${width} x ${height}, also while the verdicts catch up`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await openTemplate(page, 'three-tier');
      const slider = page.getByRole('slider', { name: 'Load' });
      const before = (await slider.boundingBox())!;
      expect(before.width).toBeGreaterThan(120);
      await page.evaluate(() => {
        Worker.prototype.postMessage = () => {};
      });
      await thing(page, 'Database').focus();
      await page.keyboard.press('Delete');
      await expect(page.getByText('catching up')).toBeVisible();
      const { x, width: left } = (await slider.boundingBox())!;
      expect([x, left], 'it stays where it was').toEqual([before.x, before.width]);
    });
  }
});
