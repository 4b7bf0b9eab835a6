// Drawing with the mouse: what a person does in the first minute.

import {
  canvasPoint, connect, drag, dragPalette, drawThreeTiers, expect, findings, holdOf, move, openApp, openTab, outlineTexts,
  paletteEntry, panel, test, thing, typeLabel, verdict,
} from './fixtures';

test.beforeEach(async ({ page }) => openApp(page));

test('an empty canvas offers the examples', async ({ page }) => {
  await expect(page.getByRole('heading', { name: /see what takes it down/i })).toBeVisible();
  await page.getByRole('button', { name: /^Three-tier web app/ }).click();
  await expect(thing(page, 'Load balancer')).toHaveAccessibleName(/single point of failure/);
  await expect(page.getByRole('textbox', { name: 'Title of the design' })).toHaveValue('Three-tier web app');
});

test('the three-tier app, drawn by hand, names its single points of failure', async ({ page }) => {
  await drawThreeTiers(page);
  await openTab(page, 'Findings');
  await expect(findings(page, /^Load balancer is a single point of failure/)).toBeVisible();
  await expect(findings(page, /^SQL database is a single point of failure/)).toBeVisible();
  await expect(findings(page, /^App \d is a single point of failure/)).toHaveCount(0);
  await expect(verdict(page, 'Single points')).toContainText('2');
  await expect(thing(page, 'SQL database')).toHaveAccessibleName(/single point of failure.*called by App 1 and App 2/);
});

test('what is dropped on an example lies on the canvas below it', async ({ page }) => {
  const example = await page.getByRole('button', { name: /^Three-tier web app/ }).boundingBox();
  const origin = await canvasPoint(page, 0, 0);
  await dragPalette(page, 'Cache', example!.x + 40 - origin.x, example!.y + 40 - origin.y);
  const middle = await holdOf(page, 'Cache');
  expect(Math.abs(middle.x - example!.x - 40)).toBeLessThanOrEqual(10);
  expect(Math.abs(middle.y - example!.y - 40)).toBeLessThanOrEqual(10);
});

test('a kind is clicked, then placed', async ({ page }) => {
  await paletteEntry(page, 'Cache').click();
  const { x, y } = await canvasPoint(page, 400, 300);
  await page.mouse.click(x, y);
  const middle = await holdOf(page, 'Cache');
  expect(Math.abs(middle.x - x)).toBeLessThanOrEqual(10);
  expect(Math.abs(middle.y - y)).toBeLessThanOrEqual(10);
  await page.mouse.click(x, y + 200);
  expect(await outlineTexts(page), 'a tool is used once').toHaveLength(1);
});

test('a connection starts at a port outside the edge as well', async ({ page }) => {
  await dragPalette(page, 'Service', 200, 300);
  await dragPalette(page, 'Cache', 600, 300);
  const right = await holdOf(page, 'Service', 'right');
  await page.mouse.move(right.x, right.y);
  await drag(page, { x: right.x + 12, y: right.y }, await holdOf(page, 'Cache'));
  await expect(thing(page, 'Service')).toHaveAccessibleName(/calls Cache/);
});

test('dragging from an edge into empty space asks what comes next', async ({ page }) => {
  await dragPalette(page, 'Load balancer', 200, 300);
  await drag(page, await holdOf(page, 'Load balancer', 'right'), await canvasPoint(page, 600, 300));
  await page.getByRole('dialog').getByRole('textbox').fill('web ser');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(thing(page, 'Web server')).toHaveAccessibleName(/called by Load balancer/);
});

test('what a kind usually calls is offered first, and what nobody calls last', async ({ page }) => {
  await dragPalette(page, 'SQL database', 300, 300);
  await drag(page, await holdOf(page, 'SQL database', 'right'), await canvasPoint(page, 700, 300));
  const options = page.getByRole('dialog').getByRole('option');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await expect(options.first()).toContainText('SQL database');
  await expect(options.last()).toContainText('Scheduler');
  await page.getByRole('dialog').getByRole('textbox').fill('web cl');
  await expect(options.first(), 'it is there for who wants it').toContainText('Web client');
});

test('a connection carries a label and stays attached when an end moves', async ({ page }) => {
  await dragPalette(page, 'Service', 200, 200);
  await dragPalette(page, 'SQL database', 600, 200);
  await connect(page, 'Service', 'SQL database');
  const [from, to] = [await holdOf(page, 'Service', 'right'), await holdOf(page, 'SQL database', 'left')];
  await page.mouse.dblclick((from.x + to.x) / 2, to.y);
  await typeLabel(page, 'orders');
  await move(page, 'SQL database', { x: 0, y: 200 });
  await expect(thing(page, 'SQL database')).toHaveAccessibleName(/called by Service/);
  const moved = await holdOf(page, 'SQL database', 'left');
  expect(moved.y - to.y).toBeGreaterThan(150);
  await page.mouse.click(moved.x - 40, moved.y);
  await openTab(page, 'Inspector');
  const name = panel(page).getByLabel('Name', { exact: true });
  await expect(name, 'the connector ends where its target is now').toHaveValue('orders');
});

test('notes and texts are written on the canvas', async ({ page }) => {
  await page.keyboard.press('n');
  const at = await canvasPoint(page, 300, 200);
  await page.mouse.click(at.x, at.y);
  await page.keyboard.type('Remember the cache');
  await page.keyboard.press('Control+Enter');
  await expect(thing(page, 'Remember the cache')).toBeAttached();
  await page.mouse.dblclick(at.x, at.y + 300);
  await page.keyboard.type('Checkout');
  await page.keyboard.press('Control+Enter');
  await expect(thing(page, 'Checkout')).toBeAttached();
});

test('a boundary drawn around components gathers them', async ({ page }) => {
  await dragPalette(page, 'Service', 300, 240);
  await dragPalette(page, 'Cache', 300, 360);
  await page.keyboard.press('b');
  await drag(page, await canvasPoint(page, 160, 140), await canvasPoint(page, 460, 460));
  await expect(thing(page, 'Network')).toHaveAccessibleName(/with 2 inside/);
});

test('what is drawn can be reached while the canvas moves, and what comes into view once it rests', async ({ page }) => {
  await dragPalette(page, 'Cache', 300, 300);
  await dragPalette(page, 'Service', 300, 500);
  const before = await holdOf(page, 'Cache');
  const { x, y } = await canvasPoint(page, 600, 300);
  await page.mouse.move(x, y);
  // Its own frame later the canvas has followed the wheel; nothing has come to rest.
  await page.mouse.wheel(0, 120);
  await expect.poll(async () => before.y - (await holdOf(page, 'Cache')).y).toBeCloseTo(120, 0);
  expect(before.x).toBeCloseTo((await holdOf(page, 'Cache')).x, 0);
  await page.mouse.wheel(0, 300);
  await expect(thing(page, 'Cache')).toHaveCount(0);
  await page.mouse.wheel(0, -300);
  await expect(thing(page, 'Cache')).toBeAttached();
  await expect.poll(async () => before.y - (await holdOf(page, 'Cache')).y).toBeCloseTo(120, 0);
});
