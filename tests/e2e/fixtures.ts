// What the specs share: a page that fails its test on any error in the console, and helpers that
// speak of the app instead of the DOM. What is drawn is found through the outline, the list of
// buttons that lies over the canvas for people who do not see it: a thing's button has the thing's
// name and lies where the thing is drawn.

import { expect, test as base, type Locator, type Page } from '@playwright/test';

export { expect };

/** A point on the page, in CSS pixels from its top left corner. */
export interface Point {
  x: number;
  y: number;
}

/** An area of the page, in CSS pixels. */
export interface Box extends Point {
  width: number;
  height: number;
}

/** Where a pointer takes hold of a thing: its middle, or just inside one of its sides. */
export type Hold = 'middle' | 'left' | 'right' | 'top' | 'bottom';

/**
 * The test function of all specs. Whatever the page reports as an error, be it a console message, an
 * exception or a request that failed, fails the test; a spec that provokes errors says which ones with
 * `test.use({ expectedErrors: [[/pattern/], { option: true }] })`; Playwright takes bare arrays of objects for more.
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
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // What was still loading when a test went on to the next address has not failed.
    if (reason !== 'net::ERR_ABORTED') errors.push(`${request.url()}: ${reason}`);
  });
}

/** Opens the app, with `query` such as `template=three-tier` and `hash` such as a share link's. */
export async function openApp(page: Page, options: { query?: string; hash?: string } = {}): Promise<void> {
  const query = options.query ? `?${options.query}` : '';
  const hash = options.hash ? `#${options.hash}` : '';
  await page.goto(`/${query}${hash}`);
  await paper(page).waitFor();
}

/** Opens an example as a design of one's own and waits for its first verdicts. */
export async function openTemplate(page: Page, template: string): Promise<void> {
  await openApp(page, { query: `template=${template}` });
  await expect(verdict(page, 'Now')).toBeVisible();
}

/** The canvas. */
export function paper(page: Page): Locator {
  return page.getByRole('application', { name: /^Drawing/ });
}

/** The panel on the right. */
export function panel(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Panel' });
}

/** The list of what is drawn. */
export function outline(page: Page): Locator {
  return page.getByRole('list', { name: 'What is drawn' });
}

/** The button of the thing called `name`; its accessible name goes on with kind, verdict and neighbours. */
export function thing(page: Page, name: string): Locator {
  return outline(page).getByRole('button', { name: new RegExp(`^${escaped(name)}(,|$)`) });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** What the outline says of every thing, in reading order, once all is known that takes a moment. */
export async function outlineTexts(page: Page): Promise<string[]> {
  await expect(page.locator('html')).toHaveAttribute('data-availability', 'current');
  await expect(page.locator('html')).toHaveAttribute('data-contingencies', 'current');
  return outline(page).getByRole('button').allInnerTexts();
}

/** Where the thing called `name` is drawn. */
export async function boxOf(page: Page, name: string): Promise<Box> {
  const box = await thing(page, name).boundingBox();
  if (!box) throw new Error(`${name} is not drawn in view`);
  return box;
}

/** The width of a component in the units of the canvas. */
const COMPONENT_WIDTH = 168;

/** Where components are relative to one of them, in units of the canvas: the same however it is panned and zoomed. */
export async function layoutFrom(page: Page, origin: string, names: string[]): Promise<Record<string, Point>> {
  const start = await boxOf(page, origin);
  const unit = start.width / COMPONENT_WIDTH;
  const layout: Record<string, Point> = {};
  for (const name of names) {
    const box = await boxOf(page, name);
    layout[name] = { x: Math.round((box.x - start.x) / unit), y: Math.round((box.y - start.y) / unit) };
  }
  return layout;
}

/** Where to take hold of the thing called `name`. */
export async function holdOf(page: Page, name: string, hold: Hold = 'middle'): Promise<Point> {
  const { x, y, width, height } = await boxOf(page, name);
  const inside = 3;
  const horizontal = { left: inside, right: width - inside }[hold as string] ?? width / 2;
  const vertical = { top: inside, bottom: height - inside }[hold as string] ?? height / 2;
  return { x: x + horizontal, y: y + vertical };
}

/** The page point that is `x`, `y` CSS pixels from the top left corner of the canvas. */
export async function canvasPoint(page: Page, x: number, y: number): Promise<Point> {
  const box = await paper(page).boundingBox();
  if (!box) throw new Error('the canvas is not on the page');
  return { x: box.x + x, y: box.y + y };
}

/** Drags with the mouse as a hand does, in steps, so that thresholds and snapping see the way. */
export async function drag(page: Page, from: Point, to: Point, button: 'left' | 'middle' = 'left'): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down({ button });
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up({ button });
}

/** Drags the thing called `name` by its middle. */
export async function move(page: Page, name: string, by: Point): Promise<void> {
  const from = await holdOf(page, name);
  await drag(page, from, { x: from.x + by.x, y: from.y + by.y });
}

/** Connects two components by dragging from the right edge of the first onto the second. */
export async function connect(page: Page, from: string, to: string): Promise<void> {
  await drag(page, await holdOf(page, from, 'right'), await holdOf(page, to));
  await expect(thing(page, to)).toHaveAccessibleName(new RegExp(`called by .*${escaped(from)}`));
}

/** Clicks on the thing called `name`, on the canvas itself; boundaries are clicked on their border. */
export async function clickOn(
  page: Page,
  name: string,
  options: { hold?: Hold; button?: 'left' | 'right'; clickCount?: number } = {},
): Promise<void> {
  const { x, y } = await holdOf(page, name, options.hold);
  await page.mouse.click(x, y, { button: options.button, clickCount: options.clickCount });
}

/** The palette's entry for a kind. */
export function paletteEntry(page: Page, kindName: string): Locator {
  return page.getByRole('complementary', { name: 'Palette' }).getByRole('button', { name: kindName, exact: true });
}

/** Drags the palette entry called `kindName` to the canvas point `x`, `y`, which becomes its middle. */
export async function dragPalette(page: Page, kindName: string, x: number, y: number): Promise<void> {
  const entry = paletteEntry(page, kindName);
  await entry.scrollIntoViewIfNeeded();
  const box = await entry.boundingBox();
  if (!box) throw new Error(`the palette shows no ${kindName}`);
  await drag(page, { x: box.x + box.width / 2, y: box.y + box.height / 2 }, await canvasPoint(page, x, y));
}

/** Types a new name over the label of the thing called `name`. */
export async function rename(page: Page, name: string, to: string): Promise<void> {
  await clickOn(page, name);
  await page.keyboard.press('F2');
  await typeLabel(page, to);
}

/** Types into the label editor that is open, and ends it. */
export async function typeLabel(page: Page, text: string): Promise<void> {
  const label = page.getByRole('textbox', { name: 'Label' });
  await label.fill(text);
  await label.press('Control+Enter');
  await expect(label).toBeHidden();
}

/** The components of the app drawn by `drawThreeTiers`. */
export const THREE_TIERS = ['Web client', 'Load balancer', 'App 1', 'App 2', 'SQL database'];

/** Draws the three-tier app as a person would: drags five components out of the palette and connects them. */
export async function drawThreeTiers(page: Page): Promise<void> {
  await dragPalette(page, 'Web client', 140, 300);
  await dragPalette(page, 'Load balancer', 360, 300);
  await dragPalette(page, 'Application server', 580, 200);
  await rename(page, 'Application server', 'App 1');
  await dragPalette(page, 'Application server', 580, 400);
  await rename(page, 'Application server', 'App 2');
  await dragPalette(page, 'SQL database', 800, 300);
  await connect(page, 'Web client', 'Load balancer');
  await connect(page, 'Load balancer', 'App 1');
  await connect(page, 'Load balancer', 'App 2');
  await connect(page, 'App 1', 'SQL database');
  await connect(page, 'App 2', 'SQL database');
}

/** A verdict of the what-if bar. */
export function verdict(page: Page, title: 'Now' | 'Availability' | 'Single points' | 'Breaks at' | 'p99' | 'Peak'): Locator {
  return page.getByRole('region', { name: 'What if' }).getByRole('button', { name: new RegExp(`^${title}`) });
}

/** Opens a tab of the panel. */
export async function openTab(page: Page, tab: 'Inspector' | 'Findings' | 'Availability' | 'Run'): Promise<void> {
  await panel(page).getByRole('tab', { name: tab }).click();
}

/** The findings that match. The tab must be open. */
export function findings(page: Page, text: RegExp): Locator {
  return page.getByRole('tabpanel', { name: 'Findings' }).locator('.finding:not(.together)').filter({ hasText: text });
}

/** The title of every finding, most severe first. */
export async function findingTitles(page: Page): Promise<string[]> {
  return page.getByRole('tabpanel', { name: 'Findings' }).locator('.finding:not(.together) b').allInnerTexts();
}

/** Selects the thing called `name` and returns its field labelled `label`. */
export async function field(page: Page, name: string, label: string): Promise<Locator> {
  await clickOn(page, name);
  await openTab(page, 'Inspector');
  return page.getByRole('tabpanel', { name: 'Inspector' }).getByLabel(label, { exact: true });
}

/** Chooses an entry of the menu behind the three bars. */
export async function menu(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

/** Opens a file from the menu. */
export async function openFile(page: Page, name: string, text: string): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), menu(page, 'Open a file ...')]);
  await chooser.setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}

/** How many pixels of an area of the page have a colour (`#rrggbb`), give or take a little. */
export async function pixelsOf(page: Page, area: Box, colour: string): Promise<number> {
  const picture = (await page.screenshot({ clip: area })).toString('base64');
  return page.evaluate(async ([data, wanted]) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const { data: bytes } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const channels = [1, 3, 5].map((at) => Number.parseInt(wanted.slice(at, at + 2), 16));
    let count = 0;
    for (let at = 0; at < bytes.length; at += 4) {
      if (channels.every((channel, index) => Math.abs(bytes[at + index] - channel) <= 12)) count += 1;
    }
    return count;
  }, [picture, colour]);
}

/** Waits until the design is stored. */
export async function saved(page: Page): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible();
}

/** Sets the load slider to about a multiple of today's peak, by clicking where that is on its track. */
export async function setLoad(page: Page, multiple: number): Promise<void> {
  const box = await page.getByRole('slider', { name: 'Load' }).boundingBox();
  if (!box) throw new Error('there is no load slider');
  const thumb = 16;
  const share = Math.log10(multiple) / 2;
  await page.mouse.click(box.x + thumb / 2 + share * (box.width - thumb), box.y + box.height / 2);
}

/** The zoom as the zoom box shows it, 1 for 100 %. */
export async function zoomOf(page: Page): Promise<number> {
  const text = await page.getByRole('button', { name: 'Show everything' }).innerText();
  return Number.parseFloat(text) / 100;
}
