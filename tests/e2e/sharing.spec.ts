// A design as a link: sent, opened by somebody else, broken on the way.

import {
  dragPalette, expect, findingTitles, layoutFrom, menu, move, openApp, openTab, openTemplate, outline, outlineTexts, saved,
  test, thing, verdict,
} from './fixtures';
import type { Browser, Page } from '@playwright/test';

const COMPONENTS = ['Browser', 'DNS', 'Load balancer', 'App server 1', 'App server 2', 'Database'];

const shareDialog = (page: Page) => page.getByRole('dialog', { name: 'Share' });
const trouble = (page: Page) => page.getByRole('status').getByText(/This link cannot be opened/);

/** The share link of the design that is open. */
async function shareLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const link = await shareDialog(page).getByRole('textbox', { name: 'Link' }).inputValue();
  await page.keyboard.press('Escape');
  return link;
}

/** A page of another person: no cookies, no storage, nothing shared with the first. */
async function anotherPerson(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  return context.newPage();
}

test('a link shows somebody else the same picture and the same findings', async ({ page, browser }) => {
  await openTemplate(page, 'three-tier');
  await openTab(page, 'Findings');
  const [texts, titles, layout] = [
    await outlineTexts(page), await findingTitles(page), await layoutFrom(page, 'Browser', COMPONENTS),
  ];
  const visitor = await anotherPerson(browser);
  await visitor.goto(await shareLink(page));
  await expect(verdict(visitor, 'Now')).toBeVisible();
  await expect.poll(() => outlineTexts(visitor)).toEqual(texts);
  expect(await layoutFrom(visitor, 'Browser', COMPONENTS)).toEqual(layout);
  await openTab(visitor, 'Findings');
  await expect.poll(() => findingTitles(visitor)).toEqual(titles);
  await expect(visitor.getByRole('textbox', { name: 'Title of the design' })).toHaveValue('Three-tier web app');
  await visitor.context().close();
});

test('opening a link leaves own work alone until a copy is kept', async ({ page, browser }) => {
  await openTemplate(page, 'three-tier');
  const link = await shareLink(page);
  const visitor = await anotherPerson(browser);
  await openApp(visitor);
  await dragPalette(visitor, 'Worker', 300, 300);
  await saved(visitor);
  const own = visitor.url();
  await visitor.goto(link);
  await expect(thing(visitor, 'Load balancer')).toBeAttached();
  await expect(thing(visitor, 'Worker')).toHaveCount(0);
  await visitor.goto('about:blank');
  await visitor.goto(own);
  await expect(thing(visitor, 'Worker'), 'own work is where it was').toBeAttached();
  await visitor.goto(link);
  await visitor.getByRole('button', { name: 'Keep a copy' }).click();
  await expect(visitor.getByRole('button', { name: 'Keep a copy' })).toHaveCount(0);
  await saved(visitor);
  await visitor.reload();
  await expect(thing(visitor, 'Load balancer'), 'the copy is kept').toBeAttached();
  await visitor.goto('about:blank');
  await visitor.goto(own);
  await expect(thing(visitor, 'Worker')).toBeAttached();
  await expect(thing(visitor, 'Load balancer')).toHaveCount(0);
  await visitor.context().close();
});

test('a change to a shared design makes it a copy of one\'s own', async ({ page, browser }) => {
  await openTemplate(page, 'single-server');
  const visitor = await anotherPerson(browser);
  await visitor.goto(await shareLink(page));
  await expect(visitor.getByRole('button', { name: 'Keep a copy' })).toBeVisible();
  await dragPalette(visitor, 'Cache', 300, 600);
  await expect(visitor.getByRole('button', { name: 'Keep a copy' })).toHaveCount(0);
  await saved(visitor);
  await visitor.reload();
  await expect(thing(visitor, 'Cache')).toBeAttached();
  await expect(thing(visitor, 'App server')).toBeAttached();
  await visitor.context().close();
});

test('broken links say what is wrong and touch nothing', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await move(page, 'DNS', { x: 0, y: 80 });
  await saved(page);
  const own = page.url();
  const link = await shareLink(page);
  const [address, payload] = link.split('#s=');
  const middle = Math.floor(payload.length / 2);
  const other = payload[middle] === 'A' ? 'B' : 'A';
  const broken = [
    payload.slice(0, middle),
    payload.slice(0, middle) + other + payload.slice(middle + 1),
    '',
    'not%20a%20link',
    'A'.repeat(20_000),
  ];
  for (const wrong of broken) {
    await page.goto('about:blank');
    await page.goto(`${address}#s=${wrong}`);
    await expect(trouble(page)).toBeVisible();
    await expect(outline(page).getByRole('button')).toHaveCount(0);
  }
  await page.goto('about:blank');
  await page.goto(own);
  await expect(thing(page, 'Load balancer')).toBeAttached();
});

test('a link of a later version asks for a newer Linchpin', async ({ page }) => {
  // Version 3, two bytes of content, their CRC-32 (of "\0\0": 0x41d912ff, little endian), and the content.
  const later = Buffer.from([3, 2, 0xff, 0x12, 0xd9, 0x41, 0, 0]).toString('base64url');
  await openApp(page, { hash: `s=${later}` });
  await expect(page.getByRole('status').getByText(/newer version/)).toBeVisible();
});

test('the share dialog says how long the link is and where it fits', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = shareDialog(page);
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  await expect(dialog.getByText(new RegExp(`^${link.length.toLocaleString('en')} characters$`))).toBeVisible();
  for (const place of ['Google Classroom', 'Slack', 'a QR code']) {
    await expect(dialog.getByRole('listitem').filter({ hasText: new RegExp(`Fits ${place}(?! on)`) })).toBeVisible();
  }
  await expect(dialog.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
});

test.describe('with the clipboard', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('the link is copied', async ({ page }) => {
    await openTemplate(page, 'three-tier');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await shareDialog(page).getByRole('button', { name: 'Copy link' }).click();
    await expect(shareDialog(page).getByRole('button', { name: 'Copied' })).toBeVisible();
    const link = await shareDialog(page).getByRole('textbox', { name: 'Link' }).inputValue();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  });

  test('the picture is copied as PNG', async ({ page }) => {
    await openTemplate(page, 'three-tier');
    await menu(page, 'Copy as PNG');
    const size = () =>
      page.evaluate(async () => {
        const items = await navigator.clipboard.read().catch(() => []);
        const item = items.find((found) => found.types.includes('image/png'));
        if (!item) return [0, 0];
        const picture = await createImageBitmap(await item.getType('image/png'));
        return [picture.width, picture.height];
      });
    // The example is 1,368 wide and 440 high, and drawn with a margin at least as large as life.
    await expect.poll(async () => (await size())[0]).toBeGreaterThan(1368);
    expect((await size())[1]).toBeGreaterThan(440);
  });
});
