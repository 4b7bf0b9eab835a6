// What is drawn is kept: undo, autosave, several designs, several tabs, files, pictures, clipboard.

import { readFile } from 'node:fs/promises';
import {
  clickOn, dragPalette, drawThreeTiers, expect, field, findings, layoutFrom, menu, move, openApp, openFile, openTab, openTemplate,
  outline, outlineTexts, paper, saved, test, thing, THREE_TIERS, verdict,
} from './fixtures';
import type { Download, Page } from '@playwright/test';

const title = (page: Page) => page.getByRole('textbox', { name: 'Title of the design' });
const undo = (page: Page) => page.getByRole('button', { name: 'Undo' });
const redo = (page: Page) => page.getByRole('button', { name: 'Redo' });
const designs = (page: Page) => page.getByRole('dialog', { name: 'Designs in this browser' });

/** Presses keys until a button is greyed out: until nothing more can be undone or redone. */
async function pressUntilDisabled(page: Page, keys: string, button: ReturnType<typeof undo>): Promise<void> {
  for (let press = 0; press < 60 && (await button.isEnabled()); press += 1) await page.keyboard.press(keys);
  await expect(button).toBeDisabled();
}

test('all is undone back to the empty canvas, and redone', async ({ page }) => {
  await openApp(page);
  await drawThreeTiers(page);
  await move(page, 'SQL database', { x: 0, y: 80 });
  await expect(verdict(page, 'Single points')).toContainText('2');
  const drawn = await outlineTexts(page);
  const layout = await layoutFrom(page, 'Web client', THREE_TIERS);
  await pressUntilDisabled(page, 'Control+z', undo(page));
  await expect(outline(page).getByRole('button')).toHaveCount(0);
  await pressUntilDisabled(page, 'Control+Shift+z', redo(page));
  await expect.poll(() => outlineTexts(page)).toEqual(drawn);
  expect(await layoutFrom(page, 'Web client', THREE_TIERS)).toEqual(layout);
});

test('Escape in the title keeps what was typed, as in every label, and undo takes it back', async ({ page }) => {
  await openApp(page, { query: 'template=three-tier' });
  await expect(title(page)).toHaveValue('Three-tier web app');
  await title(page).click();
  await title(page).press('End');
  await page.keyboard.type(' of ours');
  await page.keyboard.press('Escape');
  await expect(title(page)).not.toBeFocused();
  await expect(title(page)).toHaveValue('Three-tier web app of ours');
  await page.keyboard.press('Control+z');
  await expect(title(page)).toHaveValue('Three-tier web app');
});

test('what was drawn is there after a reload', async ({ page }) => {
  await openApp(page);
  await drawThreeTiers(page);
  await title(page).fill('Our shop');
  await title(page).press('Enter');
  await expect(verdict(page, 'Single points')).toContainText('2');
  const drawn = await outlineTexts(page);
  const layout = await layoutFrom(page, 'Web client', THREE_TIERS);
  await saved(page);
  await page.reload();
  await expect(title(page)).toHaveValue('Our shop');
  await expect.poll(() => outlineTexts(page)).toEqual(drawn);
  expect(await layoutFrom(page, 'Web client', THREE_TIERS)).toEqual(layout);
  await openTab(page, 'Findings');
  await expect(findings(page, /^SQL database is a single point of failure/)).toBeVisible();
});

test('an example that was changed is found again under its own address', async ({ page }) => {
  await openTemplate(page, 'single-server');
  await dragPalette(page, 'Cache', 300, 600);
  await saved(page);
  await page.reload();
  await expect(thing(page, 'Cache')).toBeAttached();
});

test('an example that was only looked at is there after a reload', async ({ page }) => {
  await openTemplate(page, 'single-server');
  await page.reload();
  await expect(thing(page, 'App server')).toBeAttached();
});

test('an example is kept with its first change, and is found again before', async ({ page }) => {
  await openApp(page);
  await page.getByRole('button', { name: /^Single server/ }).click();
  await expect(thing(page, 'App server')).toBeAttached();
  await page.reload();
  await expect(thing(page, 'App server')).toBeAttached();
  await menu(page, 'Designs ...');
  await expect(designs(page)).toContainText('Nothing is kept yet');
  await page.keyboard.press('Escape');
  await dragPalette(page, 'Cache', 300, 600);
  await saved(page);
  await menu(page, 'Designs ...');
  await expect(designs(page).getByRole('listitem')).toHaveCount(1);
});

test('after a crash the next visit finds the design last open', async ({ page, context }) => {
  await openApp(page);
  await dragPalette(page, 'Service', 300, 300);
  await saved(page);
  const crashed = page.waitForEvent('crash');
  // The page dies while it loads, so the address never finishes loading.
  page.goto('chrome://crash').catch(() => undefined);
  await crashed;
  const next = await context.newPage();
  await openApp(next);
  await expect(thing(next, 'Service')).toBeAttached();
});

test('designs are renamed, duplicated, deleted and brought back', async ({ page }) => {
  await openApp(page);
  await dragPalette(page, 'Service', 300, 300);
  await title(page).fill('First');
  await title(page).press('Enter');
  await saved(page);
  await menu(page, 'New design');
  await expect(outline(page).getByRole('button')).toHaveCount(0);
  await dragPalette(page, 'Cache', 300, 300);
  await title(page).fill('Second');
  await title(page).press('Enter');
  await saved(page);
  await menu(page, 'Designs ...');
  const rows = designs(page).getByRole('listitem');
  await expect(rows).toHaveCount(2);

  await designs(page).getByRole('button', { name: 'Rename First' }).click();
  const renamed = designs(page).getByRole('textbox', { name: 'New title' });
  await expect(renamed).toBeFocused();
  await expect(renamed).toHaveValue('First');
  // What is typed takes the place of the old title.
  await page.keyboard.type('Oldest');
  await page.keyboard.press('Enter');
  await expect(rows.filter({ hasText: 'Oldest' })).toBeVisible();
  await expect(rows.filter({ hasText: 'First' })).toHaveCount(0);

  await designs(page).getByRole('button', { name: 'Duplicate Oldest' }).click();
  await expect(rows.filter({ hasText: 'Copy of Oldest' })).toBeVisible();

  await designs(page).getByRole('button', { name: 'Delete Copy of Oldest' }).click();
  await expect(rows).toHaveCount(2);

  await rows.filter({ hasText: 'Oldest' }).getByRole('button').first().click();
  await expect(title(page)).toHaveValue('Oldest');
  await expect(thing(page, 'Service')).toBeAttached();
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await menu(page, 'Designs ...');
  await expect(rows.filter({ hasText: 'Copy of Oldest' })).toBeVisible();
});

test('the list shows the new title of the design that is open at once', async ({ page }) => {
  await openApp(page);
  await dragPalette(page, 'Service', 300, 300);
  await saved(page);
  await menu(page, 'Designs ...');
  await designs(page).getByRole('button', { name: 'Rename Untitled' }).click();
  await page.keyboard.type('Fresh title');
  await page.keyboard.press('Enter');
  await expect(designs(page).getByRole('listitem').filter({ hasText: 'Fresh title' })).toBeVisible();
});

/** A second tab with the design that is open in `page`, in front of it. */
async function secondTab(page: Page): Promise<Page> {
  await saved(page);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await expect(outline(other).getByRole('button')).not.toHaveCount(0);
  return other;
}

test('a title given in the list reaches the tab that has the design open', async ({ page }) => {
  await openApp(page);
  await dragPalette(page, 'Service', 300, 300);
  await saved(page);
  const other = await page.context().newPage();
  await openApp(other);
  await expect(thing(other, 'Service')).toBeAttached();
  await menu(other, 'New design');
  await expect(outline(other).getByRole('button')).toHaveCount(0);
  await menu(other, 'Designs ...');
  await designs(other).getByRole('button', { name: 'Rename Untitled' }).click();
  await other.keyboard.type('From the list');
  await other.keyboard.press('Enter');
  await expect(title(page)).toHaveValue('From the list');
});

test('two tabs with the same design merge what each changes', async ({ page }) => {
  await openApp(page);
  await dragPalette(page, 'Service', 200, 300);
  const other = await secondTab(page);
  await dragPalette(other, 'Worker', 300, 550);
  await expect(thing(page, 'Worker')).toBeAttached();
  await page.bringToFront();
  await dragPalette(page, 'Cache', 500, 300);
  await clickOn(page, 'Service');
  await page.keyboard.press('Delete');
  await expect(thing(other, 'Cache')).toBeAttached();
  await expect(thing(other, 'Service')).toHaveCount(0);
  await other.bringToFront();
  await other.keyboard.press('Control+z');
  await expect(thing(other, 'Worker'), 'each tab undoes its own').toHaveCount(0);
  await expect(thing(other, 'Cache')).toBeAttached();
  await expect(thing(page, 'Worker')).toHaveCount(0);
});

test('what one tab changes is judged in the other', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  // An example is kept with its first change.
  await move(page, 'DNS', { x: 0, y: 60 });
  const other = await secondTab(page);
  await expect(thing(other, 'Database')).toHaveAccessibleName(/single point of failure/);
  await page.bringToFront();
  const instances = await field(page, 'Database', 'Instances');
  await instances.fill('2');
  await instances.press('Enter');
  await expect(thing(page, 'Database')).not.toHaveAccessibleName(/single point of failure/);
  await other.bringToFront();
  await expect(thing(other, 'Database')).not.toHaveAccessibleName(/single point of failure/);
});

test('what one tab deletes may be edited in the other at that moment', async ({ page }) => {
  await openApp(page);
  await dragPalette(page, 'Service', 300, 300);
  const other = await secondTab(page);
  await page.bringToFront();
  const instances = await field(page, 'Service', 'Instances');
  await instances.fill('3');
  await other.bringToFront();
  await clickOn(other, 'Service');
  await other.keyboard.press('Delete');
  await expect(thing(page, 'Service')).toHaveCount(0);
  await page.bringToFront();
  await dragPalette(page, 'Cache', 300, 300);
  await expect(thing(other, 'Cache')).toBeAttached();
});

/** Does what starts a download and returns its name and bytes. */
async function downloaded(page: Page, start: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download]: [Download, void] = await Promise.all([page.waitForEvent('download'), start()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('a file is saved and opened again as a design of its own', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  const drawn = await outlineTexts(page);
  const { name, bytes } = await downloaded(page, () => menu(page, 'Save as a file'));
  expect(name).toBe('three-tier-web-app.json');
  expect(JSON.parse(bytes.toString()).linchpin).toBe(1);
  await menu(page, 'New design');
  await expect(outline(page).getByRole('button')).toHaveCount(0);
  await openFile(page, name, bytes.toString());
  await expect(title(page)).toHaveValue('Three-tier web app');
  await expect.poll(() => outlineTexts(page)).toEqual(drawn);
});

test('a file written by hand without coordinates is placed in layers', async ({ page }) => {
  await openApp(page);
  await openFile(page, 'by-hand.json', JSON.stringify({
    linchpin: 1,
    components: [
      { id: 'people', kind: 'web-client', name: 'People' },
      { id: 'shop', kind: 'service', name: 'Shop' },
      { id: 'orders', kind: 'relational-database', name: 'Orders' },
    ],
    connections: [{ from: 'people', to: 'shop' }, { from: 'shop', to: 'orders' }],
  }));
  await expect(thing(page, 'Orders')).toBeAttached();
  const layout = await layoutFrom(page, 'People', ['Shop', 'Orders']);
  expect(layout.Shop.x).toBeGreaterThan(168);
  expect(layout.Orders.x).toBeGreaterThan(layout.Shop.x + 168);
});

test('a broken file names what and where, and replaces nothing', async ({ page }) => {
  await openApp(page);
  await dragPalette(page, 'Service', 300, 300);
  const broken: [string, RegExp][] = [
    ['{ "linchpin": 1, ', /line 1, column \d+.*JSON/],
    ['{"linchpin":1,"components":[{"id":"a","kind":"servce"}]}', /components\[0\]\.kind.*servce.*did you mean "service"\?$/],
    ['{"linchpin":1,"components":[{"id":"a","kind":"service","instances":1000000000}]}', /components\[0\]\.instances/],
    ['{"linchpin":1,"components":[{"id":"a","kind":"service"},{"id":"a","kind":"cache"}]}', /components\[1\]\.id/],
    ['{"linchpin":1,"connections":[{"from":"a","to":"b"}]}', /connections\[0\]\.from.*"a"/],
    ['{"linchpin":99}', /newer version/],
    ['[1, 2]', /not a Linchpin design/],
  ];
  for (const [text, what] of broken) {
    await openFile(page, 'mine.json', text);
    await expect(page.getByRole('status').getByText(what)).toBeVisible();
    await expect(page.getByRole('status').getByText(/^mine\.json was not opened/).first()).toBeVisible();
    await expect(thing(page, 'Service')).toBeAttached();
  }
});

test('a notice that was dismissed takes no later one away', async ({ page }) => {
  await page.clock.install();
  await openTemplate(page, 'three-tier');
  await openFile(page, 'first.json', 'no design');
  await expect(page.getByText('first.json was not opened')).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByText('first.json was not opened')).toHaveCount(0);
  await page.clock.fastForward(8_000);
  await openFile(page, 'second.json', 'no design');
  await expect(page.getByText('second.json was not opened')).toBeVisible();
  // The first would have gone by itself by now, the second not yet.
  await page.clock.fastForward(8_000);
  await page.waitForTimeout(200);
  await expect(page.getByText('second.json was not opened')).toBeVisible();
  await page.clock.fastForward(8_000);
  await expect(page.getByText('second.json was not opened')).toHaveCount(0);
});

test('the drawing is downloaded as SVG and PNG', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  const svg = await downloaded(page, () => menu(page, 'Download as SVG'));
  expect(svg.name).toBe('three-tier-web-app.svg');
  expect(svg.bytes.toString()).toMatch(/^(<\?xml[^>]*>\s*)?<svg /);
  expect(svg.bytes.toString()).toContain('Load balancer');
  const png = await downloaded(page, () => menu(page, 'Download as PNG'));
  expect(png.name).toBe('three-tier-web-app.png');
  expect([...png.bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
});

test.describe('with the clipboard', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

  test('the drawing is copied as SVG', async ({ page }) => {
    await openTemplate(page, 'three-tier');
    await menu(page, 'Copy as SVG');
    await expect.poll(() => clipboard(page)).toMatch(/^(<\?xml[^>]*>\s*)?<svg [^]*Load balancer/);
  });

  test('things are copied from one tab into another', async ({ page, context }) => {
    await openTemplate(page, 'three-tier');
    await paper(page).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    const other = await context.newPage();
    await openApp(other);
    await menu(other, 'New design');
    await other.bringToFront();
    await paper(other).focus();
    await other.keyboard.press('Control+v');
    await expect(thing(other, 'Load balancer')).toHaveAccessibleName(/called by DNS, calls App server 1 and App server 2/);
    await expect(thing(page, 'Load balancer'), 'what was copied stays').toBeAttached();
    await other.keyboard.press('Control+v');
    await expect(thing(other, 'DNS')).toHaveCount(2);
  });

  test('what is cut is gone here and pasted there; other text is refused', async ({ page }) => {
    await openTemplate(page, 'single-server');
    await clickOn(page, 'Database');
    await page.keyboard.press('Control+x');
    await expect(thing(page, 'Database')).toHaveCount(0);
    await page.keyboard.press('Control+v');
    await expect(thing(page, 'Database')).toBeAttached();
    await page.evaluate(() => navigator.clipboard.writeText('just words'));
    await page.keyboard.press('Control+v');
    await expect(page.getByRole('status').getByText(/nothing on the clipboard that can be pasted/)).toBeVisible();
  });
});
