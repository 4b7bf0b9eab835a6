// Panning: what is painted bit by bit while the view moves is what is painted at once.

import { canvasPoint, expect, openApp, openFile, paper, test, verdict } from './fixtures';
import type { Page } from '@playwright/test';

/** Kinds of several families, so that colours lie beside and above each other. */
const KINDS = ['service', 'relational-database', 'cache', 'message-queue', 'web-client'];

/** A design far larger than the canvas: rows and columns, connected criss-cross, some standing in each other. */
function grid(columns: number, rows: number): string {
  const numbers = Array.from({ length: columns * rows }, (_, index) => index);
  const components = numbers.map((index) => {
    const [column, row] = [Math.floor(index / rows), index % rows];
    const aside = index % 13 === 0 ? 100 : 0;
    const kind = KINDS[(column * 3 + row) % KINDS.length];
    return { id: `n${index}`, kind, name: `Service number ${index}`, position: [column * 230 + aside, row * 110 + aside / 4] };
  });
  const connections = numbers.filter((index) => index >= rows).map((index) => {
    const from = `n${index - rows - (index % 3)}`;
    return { from: from === 'n-1' || from === 'n-2' ? 'n0' : from, to: `n${index}`, name: index % 7 ? '' : `calls ${index}` };
  });
  const boundaries = [{ id: 'zone', kind: 'zone', name: 'Zone', position: [1100, 500], size: [3000, 1300] }];
  return JSON.stringify({ linchpin: 1, title: 'Grid', components, connections, boundaries });
}

/** Waits until what the page was told is painted. */
async function painted(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** What is seen of the drawing, clear of all that floats over it. */
async function picture(page: Page): Promise<Buffer> {
  const box = await paper(page).boundingBox();
  if (!box) throw new Error('the canvas is not on the page');
  return page.screenshot({ clip: { x: box.x + 10, y: box.y + 80, width: box.width - 20, height: box.height - 220 } });
}

/** Has everything painted anew, by changing the colours and changing them back. */
async function paintAnew(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await painted(page);
  }
}

/**
 * How many pixels of one picture have nothing like them in the other one, within a pixel of where they are. Edges of round
 * things and of letters and crossings of lines are softened a little differently where pictures are cut, and may not count;
 * whatever is missing, or stands elsewhere, does: a line differs by more from what is behind it.
 */
async function difference(page: Page, one: Buffer, other: Buffer): Promise<number> {
  return page.evaluate(async ({ pictures, most }) => {
    const [a, b] = await Promise.all(pictures.map(async (data) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      return context.getImageData(0, 0, bitmap.width, bitmap.height);
    }));
    const alike = (at: number, from: ImageData, to: ImageData) =>
      [0, 1, 2].every((channel) => Math.abs(from.data[at + channel] - to.data[at + channel]) <= most);
    const around = [-1, 0, 1].flatMap((row) => [-1, 0, 1].map((column) => 4 * (row * a.width + column)));
    const has = (at: number, from: ImageData, to: ImageData) =>
      around.some((by) => [0, 1, 2].every((channel) => {
        const value = to.data[at + by + channel];
        return value === undefined || Math.abs(from.data[at + channel] - value) <= most;
      }));
    let count = 0;
    for (let at = 0; at < a.data.length; at += 4) {
      if (!alike(at, a, b) && !(has(at, a, b) && has(at, b, a))) count += 1;
    }
    return count;
  }, { pictures: [one.toString('base64'), other.toString('base64')], most: ALIKE });
}

/** A quarter of what black and white differ by: more than softening does. */
const ALIKE = 64;

/** So few differ after all, where a bend, a crossing and the end of a strip come together. */
const FEW = 25;

for (const deviceScaleFactor of [1, 1.5]) {
  test.describe(`at ${deviceScaleFactor} pixels of the device to one of the page`, () => {
    test.use({ deviceScaleFactor });

    test('a view that was panned to is the picture painted anew there', async ({ page }) => {
      // A thousand components, painted anew a dozen times.
      test.slow();
      await page.emulateMedia({ colorScheme: 'light' });
      await openApp(page);
      await openFile(page, 'grid.json', grid(40, 25));
      await expect(verdict(page, 'Now')).toBeVisible();
      const middle = await canvasPoint(page, 450, 400);
      await page.mouse.move(middle.x, middle.y);
      // From afar, nearer with names, and nearly at full size.
      for (const turns of [1, 5, 5]) {
        await page.keyboard.down('Control');
        for (let turn = 0; turn < turns; turn += 1) await page.mouse.wheel(0, -200);
        await page.keyboard.up('Control');
        await paintAnew(page);
        for (const [right, down] of [[61, 47], [-83.5, -71.25]]) {
          for (let step = 0; step < 10; step += 1) {
            await page.mouse.wheel(right, down);
            await painted(page);
          }
          const panned = await picture(page);
          await paintAnew(page);
          expect(await difference(page, panned, await picture(page))).toBeLessThan(FEW);
        }
      }
    });
  });
}
