// Changing what is drawn: selecting, moving, resizing, replacing; looking around; the theme.

import {
  boxOf, canvasPoint, clickOn, connect, drag, dragPalette, expect, holdOf, layoutFrom, menu, move, openApp, openTemplate,
  outline, paper, rename, test, thing, typeLabel, zoomOf,
} from './fixtures';
import type { Page } from '@playwright/test';

const selected = (page: Page) => outline(page).locator('button[aria-pressed="true"]');
const pad = (page: Page) => page.getByRole('toolbar', { name: 'Next' });

test.describe('on an empty canvas', () => {
  test.beforeEach(async ({ page }) => openApp(page));

  test('a marquee selects what it meets, and all of it moves together', async ({ page }) => {
    await dragPalette(page, 'Service', 200, 200);
    await dragPalette(page, 'Cache', 200, 320);
    await dragPalette(page, 'Worker', 600, 500);
    await drag(page, await canvasPoint(page, 60, 120), await canvasPoint(page, 320, 400));
    await expect(selected(page)).toHaveCount(2);
    const before = await layoutFrom(page, 'Worker', ['Service', 'Cache']);
    await move(page, 'Service', { x: 100, y: 40 });
    const after = await layoutFrom(page, 'Worker', ['Service', 'Cache']);
    expect(after.Service.x - before.Service.x).toBe(100);
    expect(after.Cache.x - before.Cache.x).toBe(100);
    expect(after.Cache.y - before.Cache.y).toBe(after.Service.y - before.Service.y);
    await clickOn(page, 'Worker');
    await expect(selected(page)).toHaveCount(1);
  });

  test('a moved component snaps to its neighbour, and with Ctrl it does not', async ({ page }) => {
    await dragPalette(page, 'Service', 200, 300);
    await dragPalette(page, 'Cache', 600, 440);
    const neighbour = await boxOf(page, 'Service');
    const from = await holdOf(page, 'Cache');
    await drag(page, from, { x: from.x, y: neighbour.y + neighbour.height / 2 + 3 });
    expect((await boxOf(page, 'Cache')).y).toBe(neighbour.y);
    const again = await holdOf(page, 'Cache');
    await page.keyboard.down('Control');
    await drag(page, again, { x: again.x, y: again.y + 7 });
    await page.keyboard.up('Control');
    expect((await boxOf(page, 'Cache')).y).toBe(neighbour.y + 7);
  });

  test('a boundary carries its content and is resized without it', async ({ page }) => {
    await dragPalette(page, 'Service', 340, 300);
    await page.keyboard.press('b');
    await drag(page, await canvasPoint(page, 200, 180), await canvasPoint(page, 500, 420));
    await expect(thing(page, 'Network')).toHaveAccessibleName(/with 1 inside/);
    const [boundary, service] = [await boxOf(page, 'Network'), await boxOf(page, 'Service')];
    await drag(page, { x: boundary.x + boundary.width, y: boundary.y + boundary.height }, await canvasPoint(page, 600, 500));
    const resized = await boxOf(page, 'Network');
    expect(resized.width).toBeGreaterThan(boundary.width + 50);
    expect(resized.x).toBe(boundary.x);
    expect(await boxOf(page, 'Service')).toEqual(service);
    // The name in its corner is where a boundary is taken hold of; its sides resize it while it is selected.
    const name = { x: resized.x + 36, y: resized.y + 16 };
    await drag(page, name, { x: name.x + 100, y: name.y + 60 });
    const moved = await boxOf(page, 'Network');
    expect(moved.x - resized.x).toBeGreaterThan(50);
    expect(moved.width).toBe(resized.width);
    const carried = await boxOf(page, 'Service');
    expect([carried.x - service.x, carried.y - service.y]).toEqual([moved.x - resized.x, moved.y - resized.y]);
    await move(page, 'Service', { x: 0, y: 380 });
    await expect(thing(page, 'Network')).toHaveAccessibleName(/with 0 inside/);
  });

  test('Alt+drag leaves the original and moves a copy', async ({ page }) => {
    await dragPalette(page, 'Service', 200, 300);
    const from = await holdOf(page, 'Service');
    await page.keyboard.down('Alt');
    await drag(page, from, { x: from.x + 300, y: from.y });
    await page.keyboard.up('Alt');
    await expect(thing(page, 'Service')).toHaveCount(2);
    const boxes = await Promise.all([0, 1].map((index) => thing(page, 'Service').nth(index).boundingBox()));
    expect(boxes[1]!.x - boxes[0]!.x).toBe(300);
  });

  test('the pad beside a component appends what likely comes next', async ({ page }) => {
    await dragPalette(page, 'Load balancer', 200, 300);
    await pad(page).getByRole('button', { name: 'Connect to a new Application server' }).click();
    await typeLabel(page, 'Shop');
    await expect(thing(page, 'Shop')).toHaveAccessibleName(/called by Load balancer/);
    const [source, appended] = [await boxOf(page, 'Load balancer'), await boxOf(page, 'Shop')];
    expect(appended.x).toBeGreaterThan(source.x + source.width);
    await pad(page).getByRole('button', { name: 'Delete' }).click();
    await expect(thing(page, 'Shop')).toHaveCount(0);
  });

  test('a component is replaced in place and keeps its connections', async ({ page }) => {
    await dragPalette(page, 'Service', 200, 300);
    await dragPalette(page, 'SQL database', 600, 300);
    await connect(page, 'Service', 'SQL database');
    const before = await boxOf(page, 'SQL database');
    await clickOn(page, 'SQL database');
    await page.keyboard.press('r');
    await page.getByRole('dialog').getByRole('textbox').fill('document');
    await page.keyboard.press('Enter');
    await expect(thing(page, 'Document store')).toHaveAccessibleName(/called by Service/);
    expect(await boxOf(page, 'Document store')).toEqual(before);
  });

  test('labels are edited by double click, F2 and Enter, and Escape keeps what was typed', async ({ page }) => {
    await dragPalette(page, 'Service', 200, 300);
    const { x, y } = await holdOf(page, 'Service');
    await page.mouse.dblclick(x, y);
    await typeLabel(page, 'Orders');
    await rename(page, 'Orders', 'Payments');
    // It is still selected; another click so soon would be a double click.
    await expect(thing(page, 'Payments')).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Label' }).fill('Invoices');
    await page.keyboard.press('Escape');
    await expect(thing(page, 'Invoices')).toBeAttached();
    await expect(page.getByRole('textbox', { name: 'Label' })).toHaveCount(0);
    await page.keyboard.press('Control+z');
    await expect(thing(page, 'Payments')).toBeAttached();
  });

  test('after a drop from the palette the keys are for what was dropped', async ({ page }) => {
    await dragPalette(page, 'Service', 200, 300);
    await expect(paper(page)).toBeFocused();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    const label = page.getByRole('textbox', { name: 'Label' });
    await expect(label).toBeFocused();
    await page.keyboard.type('Orders');
    await page.keyboard.press('Enter');
    await expect(thing(page, 'Orders')).toBeAttached();
    await expect(outline(page).getByRole('button'), 'none was added').toHaveCount(1);
    await dragPalette(page, 'Note', 500, 300);
    await expect(label, 'a note asks for its text').toBeFocused();
    await page.keyboard.press('Escape');
  });

  test('what is typed takes the place of the old label', async ({ page }) => {
    await dragPalette(page, 'Service', 200, 300);
    const { x, y } = await holdOf(page, 'Service');
    await page.mouse.dblclick(x, y);
    const label = page.getByRole('textbox', { name: 'Label' });
    await expect(label).toBeFocused();
    await expect(label).toHaveValue('Service');
    await page.keyboard.type('Orders');
    await page.keyboard.press('Enter');
    await expect(thing(page, 'Orders')).toBeAttached();
    // What is appended asks for its name at once.
    await page.keyboard.press('Control+ArrowRight');
    await expect(label).toBeFocused();
    await expect(label).not.toHaveValue('');
    await page.keyboard.type('Stock');
    await page.keyboard.press('Enter');
    await expect(thing(page, 'Orders')).toHaveAccessibleName(/calls Stock$/);
    await page.keyboard.press('F2');
    await expect(label).toHaveValue('Stock');
    await page.keyboard.press('End');
    await page.keyboard.type(' room');
    await page.keyboard.press('Enter');
    await expect(thing(page, 'Stock room')).toBeAttached();
  });

  test('the context menu acts on what was clicked', async ({ page }) => {
    await dragPalette(page, 'Service', 300, 300);
    await clickOn(page, 'Service', { button: 'right' });
    await page.getByRole('menuitem', { name: /^Duplicate Ctrl/ }).click();
    await expect(thing(page, 'Service')).toHaveCount(2);
    await page.keyboard.press('Control+z');
    await clickOn(page, 'Service', { button: 'right' });
    await page.getByRole('menuitem', { name: 'Fail it' }).click();
    await expect(thing(page, 'Service')).toHaveAccessibleName(/failed/);
    await clickOn(page, 'Service', { button: 'right' });
    await page.getByRole('menuitem', { name: /^Delete/ }).click();
    await expect(outline(page).getByRole('button')).toHaveCount(0);
    await expect(page.getByRole('menuitem')).toHaveCount(0);
  });

  test('a drag is given up with Escape', async ({ page }) => {
    await dragPalette(page, 'Service', 300, 300);
    const before = await boxOf(page, 'Service');
    const from = await holdOf(page, 'Service');
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 200, from.y + 100, { steps: 4 });
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await expect.poll(() => boxOf(page, 'Service')).toEqual(before);
  });
});

test.describe('looking around', () => {
  test.beforeEach(async ({ page }) => openTemplate(page, 'three-tier'));

  test('the wheel pans, and sideways with Shift', async ({ page }) => {
    const before = await boxOf(page, 'DNS');
    const { x, y } = await canvasPoint(page, 400, 150);
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, 100);
    await expect.poll(async () => Math.round((await boxOf(page, 'DNS')).y - before.y)).toBe(-100);
    await page.keyboard.down('Shift');
    await page.mouse.wheel(0, 60);
    await page.keyboard.up('Shift');
    await expect.poll(async () => Math.round((await boxOf(page, 'DNS')).x - before.x)).toBe(-60);
  });

  test('Ctrl and the wheel zoom about the pointer', async ({ page }) => {
    const before = await boxOf(page, 'DNS');
    const zoom = await zoomOf(page);
    await page.mouse.move(before.x, before.y);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -200);
    await page.keyboard.up('Control');
    await expect.poll(() => zoomOf(page)).toBeGreaterThan(zoom);
    const after = await boxOf(page, 'DNS');
    expect(after.width).toBeGreaterThan(before.width);
    expect(Math.abs(after.x - before.x), 'what is under the pointer stays there').toBeLessThan(1);
    expect(Math.abs(after.y - before.y)).toBeLessThan(1);
  });

  test('space and the middle button drag the canvas, whatever is under them', async ({ page }) => {
    const before = await boxOf(page, 'Load balancer');
    const from = await holdOf(page, 'Load balancer');
    await paper(page).focus();
    await page.keyboard.down('Space');
    await drag(page, from, { x: from.x + 80, y: from.y + 40 });
    await page.keyboard.up('Space');
    const panned = await boxOf(page, 'Load balancer');
    expect([Math.round(panned.x - before.x), Math.round(panned.y - before.y)]).toEqual([80, 40]);
    const back = await holdOf(page, 'Load balancer');
    await drag(page, back, { x: back.x - 80, y: back.y - 40 }, 'middle');
    const again = await boxOf(page, 'Load balancer');
    expect([Math.round(again.x - before.x), Math.round(again.y - before.y)]).toEqual([0, 0]);
    await expect(page.getByRole('button', { name: 'Undo' }), 'nothing was moved').toBeDisabled();
  });

  test('a button pressed by pointer leaves the keys to the canvas, one pressed by keyboard keeps them', async ({ page }) => {
    const buttons = ['Hand', 'Select', 'Zoom in', 'Show everything', 'Kill mode', 'Kill mode'];
    for (const name of buttons) {
      await page.getByRole('button', { name, exact: true }).click();
      await expect(paper(page), name).toBeFocused();
    }
    await page.getByRole('radio', { name: 'Load' }).click();
    await expect(paper(page)).toBeFocused();
    const before = await boxOf(page, 'Load balancer');
    const from = await holdOf(page, 'Load balancer');
    await page.keyboard.down('Space');
    await drag(page, from, { x: from.x + 80, y: from.y + 40 });
    await page.keyboard.up('Space');
    const panned = await boxOf(page, 'Load balancer');
    expect([Math.round(panned.x - before.x), Math.round(panned.y - before.y)]).toEqual([80, 40]);
    const kill = page.getByRole('button', { name: 'Kill mode' });
    await kill.focus();
    await page.keyboard.press('Enter');
    await expect(kill).toHaveAttribute('aria-pressed', 'true');
    await expect(kill).toBeFocused();
  });

  test('keys zoom in, to 100 % and to everything', async ({ page }) => {
    await paper(page).focus();
    await page.keyboard.press('Control+0');
    await expect.poll(() => zoomOf(page)).toBe(1);
    await page.keyboard.press('Control+=');
    await expect.poll(() => zoomOf(page)).toBeGreaterThan(1);
    await page.keyboard.press('Shift+1');
    await expect.poll(() => zoomOf(page)).toBeLessThan(1);
  });
});

test('the theme is switched and kept', async ({ page }) => {
  await openApp(page);
  const theme = () => page.locator('html').getAttribute('data-theme');
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect.poll(theme).toBe('dark');
  await page.reload();
  await expect.poll(theme).toBe('dark');
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitemradio', { name: 'Auto' }).click();
  await expect.poll(theme).toBe('light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(theme, 'as the system').toBe('dark');
});

test('panels fold away and come back', async ({ page }) => {
  await openApp(page);
  const palette = page.getByRole('complementary', { name: 'Palette' });
  await menu(page, 'Fold or show the palette');
  await expect(palette).toBeHidden();
  await menu(page, 'Fold or show the palette');
  await expect(palette).toBeVisible();
});
