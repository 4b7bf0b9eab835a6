// What the specs share: a page that fails its test on any error in the console, and helpers that
// speak of the app instead of the DOM.

import { expect, test as base, type Page } from '@playwright/test';

export { expect };

/** A point on the page, in CSS pixels from its top left corner. */
export interface Point {
  x: number;
  y: number;
}

/**
 * The test function of all specs. Whatever the page reports as an error, be it a console message, an
 * exception or a request that failed, fails the test; a spec that provokes errors says which ones with
 * `test.use({ expectedErrors: [/pattern/] })`.
 */
export const test = base.extend<{ expectedErrors: RegExp[]; consoleGuard: void }>({
  expectedErrors: [[], { option: true }],
  consoleGuard: [
    async ({ context, expectedErrors }, use) => {
      const errors: string[] = [];
      context.on('page', (page) => collectErrors(page, errors));
      await use();
      const unexpected = errors.filter((error) => !expectedErrors.some((pattern) => pattern.test(error)));
      expect(unexpected, 'errors that the page reported').toEqual([]);
    },
    { auto: true },
  ],
});

function collectErrors(page: Page, errors: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`.trim());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('requestfailed', (request) => errors.push(`${request.url()}: ${request.failure()?.errorText}`));
}

/** Opens the app, with `query` such as `template=three-tier` and `hash` such as a share link's. */
export async function openApp(page: Page, options: { query?: string; hash?: string } = {}): Promise<void> {
  const query = options.query ? `?${options.query}` : '';
  const hash = options.hash ? `#${options.hash}` : '';
  await page.goto(`/${query}${hash}`);
  await page.locator('body > *:not(script)').first().waitFor();
}

/** The page point that is `x`, `y` CSS pixels from the top left corner of the canvas. */
export async function canvasPoint(page: Page, x: number, y: number): Promise<Point> {
  const box = await page.locator('canvas').first().boundingBox();
  if (!box) throw new Error('the canvas is not on the page');
  return { x: box.x + x, y: box.y + y };
}

/** Drags with the mouse as a hand does, in steps, so that thresholds and snapping see the way. */
export async function drag(page: Page, from: Point, to: Point, steps = 8): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps });
  await page.mouse.up();
}

/** Drags the palette entry called `kindName` to the canvas point `x`, `y`. */
export async function dragPalette(page: Page, kindName: string, x: number, y: number): Promise<void> {
  const entry = page.getByRole('complementary', { name: 'Palette' }).getByText(kindName, { exact: true });
  const box = await entry.boundingBox();
  if (!box) throw new Error(`the palette shows no ${kindName}`);
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await drag(page, from, await canvasPoint(page, x, y));
}
