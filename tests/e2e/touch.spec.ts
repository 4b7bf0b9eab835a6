// A phone: fingers on the canvas, panels as sheets.

import {
  boxOf, canvasPoint, expect, holdOf, openApp, openFile, openTemplate, outline, outlineTexts, panel, paletteEntry, paper, test,
  thing, verdict,
} from './fixtures';
import type { Point } from './fixtures';
import type { CDPSession, Page } from '@playwright/test';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

/** Fingers on the screen, through the browser's own touch events. */
class Fingers {
  private constructor(private readonly session: CDPSession) {}

  static async of(page: Page): Promise<Fingers> {
    return new Fingers(await page.context().newCDPSession(page));
  }

  private async send(type: 'touchStart' | 'touchMove' | 'touchEnd', points: Point[]): Promise<void> {
    const touchPoints = points.map((point, id) => ({ ...point, id }));
    await this.session.send('Input.dispatchTouchEvent', { type, touchPoints });
  }

  /** Puts a finger down, and lifts it where it is once something has happened. */
  async rest(at: Point, until: () => Promise<void>): Promise<void> {
    await this.send('touchStart', [at]);
    await until();
    await this.send('touchEnd', []);
  }

  /** Moves fingers from where they go down to where they are lifted, all at once, in steps. */
  async slide(from: Point[], to: Point[], steps = 8): Promise<void> {
    await this.send('touchStart', from);
    for (let step = 1; step <= steps; step += 1) {
      const share = step / steps;
      const between = (a: number, b: number) => a + (b - a) * share;
      const at = (start: Point, end: Point) => ({ x: between(start.x, end.x), y: between(start.y, end.y) });
      await this.send('touchMove', from.map((start, finger) => at(start, to[finger])));
    }
    await this.send('touchEnd', []);
  }
}

const palette = (page: Page) => page.getByRole('complementary', { name: 'Palette' });
const bar = (page: Page, name: string | RegExp) => page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name });

test('two fingers zoom about the point between them', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  const before = await boxOf(page, 'Load balancer');
  const middle = { x: before.x + before.width / 2, y: before.y + before.height / 2 };
  const fingers = await Fingers.of(page);
  const apart = (distance: number) => [{ x: middle.x - distance, y: middle.y }, { x: middle.x + distance, y: middle.y }];
  await fingers.slide(apart(40), apart(80));
  // Once the picture has come to rest.
  const growth = async () => (await boxOf(page, 'Load balancer')).width / before.width;
  await expect.poll(growth).toBeCloseTo(2, 1);
  const after = await boxOf(page, 'Load balancer');
  expect(Math.abs(after.x + after.width / 2 - middle.x), 'the middle stays').toBeLessThan(2);
  expect(Math.abs(after.y + after.height / 2 - middle.y)).toBeLessThan(2);
  await fingers.slide(apart(80), apart(40));
  await expect.poll(growth).toBeCloseTo(1, 1);
});

test('one finger moves a component, and the canvas beside it', async ({ page }) => {
  await openTemplate(page, 'single-server');
  const fingers = await Fingers.of(page);
  const [other, before] = [await boxOf(page, 'Database'), await boxOf(page, 'App server')];
  const from = await holdOf(page, 'App server');
  await fingers.slide([from], [{ x: from.x, y: from.y + 90 }]);
  await expect.poll(async () => (await boxOf(page, 'App server')).y - before.y).toBeGreaterThan(60);
  expect(await boxOf(page, 'Database')).toEqual(other);
  const empty = await canvasPoint(page, 200, 100);
  await fingers.slide([empty], [{ x: empty.x - 60, y: empty.y + 50 }]);
  const panned = await boxOf(page, 'Database');
  expect([Math.round(panned.x - other.x), Math.round(panned.y - other.y)]).toEqual([-60, 50]);
});

test('a tap selects, a long press opens the context menu', async ({ page }) => {
  await openTemplate(page, 'single-server');
  const { x, y } = await holdOf(page, 'App server');
  await page.touchscreen.tap(x, y);
  await expect(thing(page, 'App server')).toHaveAttribute('aria-pressed', 'true');
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
  await expect(page.getByRole('menuitem', { name: /^Delete/ })).toBeVisible();
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await page.getByRole('menuitem', { name: /^Delete/ }).tap();
  await expect(thing(page, 'App server')).toHaveCount(0);
});

test('letting go of a long press chooses nothing, wherever its menu opens', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  const before = await outlineTexts(page);
  const names = () => outline(page).getByRole('button').allInnerTexts();
  const fingers = await Fingers.of(page);
  const item = page.getByRole('menuitem', { name: /^Cut/ });
  const empty = await canvasPoint(page, 195, 80);
  for (const name of ['Browser', 'DNS', 'Load balancer', 'App server 1', 'App server 2', 'Database']) {
    const at = await holdOf(page, name);
    await fingers.rest(at, () => expect(item).toBeVisible());
    await expect(item, name).toBeVisible();
    expect(await names(), name).toEqual(before);
    await page.touchscreen.tap(empty.x, empty.y);
    await expect(item).toHaveCount(0);
  }
  await fingers.rest(await holdOf(page, 'Load balancer'), () => expect(item).toBeVisible());
  await item.tap();
  await expect(thing(page, 'Load balancer')).toHaveCount(0);
});

test('in kill mode a finger that rests on a component fails one instance of it', async ({ page }) => {
  await openApp(page);
  const components = [
    { id: 'client', kind: 'web-client', name: 'Client', position: [0, 0], peak: 10 },
    { id: 'shop', kind: 'service', name: 'Shop', position: [0, 200], instances: 3 },
  ];
  const design = { linchpin: 1, components, connections: [{ from: 'client', to: 'shop' }] };
  await openFile(page, 'design.json', JSON.stringify(design));
  await expect(verdict(page, 'Now')).toContainText('Up');
  await page.getByRole('button', { name: 'Kill mode' }).tap();
  await expect(page.getByText('Hold to fail one instance')).toBeVisible();
  const fingers = await Fingers.of(page);
  await fingers.rest(await holdOf(page, 'Shop'), () => page.waitForTimeout(600));
  await expect(page.getByRole('button', { name: 'Bring Shop, instance 1 back' })).toBeVisible();
});

test('sheets open and close, and a kind is tapped, then placed', async ({ page }) => {
  await openApp(page);
  await expect(palette(page)).toBeHidden();
  await bar(page, 'Add').tap();
  await expect(palette(page)).toBeVisible();
  await paletteEntry(page, 'Load balancer').tap();
  await expect(palette(page)).toBeHidden();
  const { x, y } = await canvasPoint(page, 200, 200);
  await page.touchscreen.tap(x, y);
  await expect(thing(page, 'Load balancer')).toBeAttached();
  await bar(page, 'Inspect').tap();
  await expect(panel(page).getByLabel('Instances', { exact: true })).toBeVisible();
  await bar(page, 'Inspect').tap();
  await expect(panel(page)).toBeHidden();
});

test('findings and verdicts are at hand', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await expect(bar(page, /Findings\s*\d/)).toBeVisible();
  await verdict(page, 'Single points').tap();
  await expect(panel(page).getByText(/^Load balancer is a single point of failure/)).toBeVisible();
  const { x, y } = await canvasPoint(page, 195, 60);
  await page.touchscreen.tap(x, y);
  await expect(panel(page)).toBeHidden();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, 'nothing sticks out sideways').toBeLessThanOrEqual(0);
  await expect(paper(page)).toBeVisible();
});

test('in kill mode a tap fails what is below, a pinch zooms and fails nothing', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await page.getByRole('button', { name: 'Kill mode' }).tap();
  const before = await boxOf(page, 'Load balancer');
  const middle = { x: before.x + before.width / 2, y: before.y + before.height / 2 };
  const fingers = await Fingers.of(page);
  await fingers.slide([middle, { x: middle.x, y: middle.y + 60 }], [middle, { x: middle.x, y: middle.y + 120 }]);
  await expect.poll(async () => (await boxOf(page, 'Load balancer')).width / before.width).toBeGreaterThan(1.5);
  await expect(thing(page, 'Load balancer')).not.toHaveAccessibleName(/failed/);
  const { x, y } = await holdOf(page, 'Load balancer');
  await page.touchscreen.tap(x, y);
  await expect(thing(page, 'Load balancer')).toHaveAccessibleName(/failed/);
});

test('the title has room for a name', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  const title = page.getByRole('textbox', { name: 'Title of the design' });
  expect(await title.evaluate((field) => field.scrollWidth - field.clientWidth)).toBe(0);
});
