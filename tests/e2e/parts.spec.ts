// What is fetched when it is first opened, or once the page is idle.

import {
  clickOn, dragPalette, expect, findings, menu, openApp, openTab, openTemplate, outline, panel, saved, test, thing, verdict,
} from './fixtures';
import type { Page } from '@playwright/test';

/** The files of parts. */
const PART = /\/part-[^/]*\.wasm$/;
/** That of the rules, which the worker fetches. */
const RULES = /\/part-rules-[^/]*\.wasm$/;

function shareDialog(page: Page) {
  return page.getByRole('dialog', { name: 'Share' });
}

/** Holds parts back until what is returned is called. */
async function holdBack(page: Page, parts = PART): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(parts, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

/** A design that was drawn and is kept, so that the next visit starts with it. */
async function keepCache(page: Page): Promise<void> {
  await openApp(page);
  await dragPalette(page, 'Cache', 300, 300);
  await saved(page);
}

/** Follows a share link of the three tiers while parts are held back; returns what lets them come. */
async function followHeldLink(page: Page): Promise<() => void> {
  await openTemplate(page, 'three-tier');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const link = await shareDialog(page).getByLabel('Link', { exact: true }).inputValue();
  await page.goto('about:blank');
  const release = await holdBack(page);
  await page.goto(link);
  await expect(page.getByRole('main').getByText('Loading ...')).toBeVisible();
  return release;
}

test('what is opened before its part has come says so, and opens when it does', async ({ page }) => {
  await keepCache(page);
  const release = await holdBack(page);
  await page.reload();
  await expect(thing(page, 'Cache')).toBeAttached();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.locator('body > .later')).toHaveText('Loading ...');
  release();
  await expect(shareDialog(page).getByLabel('Link', { exact: true })).toHaveValue(/^http/);
});

test('Escape gives up a dialog that is still on its way', async ({ page }) => {
  await keepCache(page);
  const release = await holdBack(page);
  await page.reload();
  await expect(thing(page, 'Cache')).toBeAttached();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.locator('body > .later')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('body > .later')).toHaveCount(0);
  release();
  await page.waitForLoadState('networkidle');
  await expect(shareDialog(page)).toHaveCount(0);
});

test('what is drawn is there again and judged before what reads and writes is fetched', async ({ page }) => {
  await keepCache(page);
  const asked: string[] = [];
  page.on('request', (request) => PART.test(request.url()) && asked.push(request.url()));
  await page.reload();
  await expect(thing(page, 'Cache')).toBeAttached();
  await expect(verdict(page, 'Now')).toBeVisible();
  const later = () => asked.filter((address) => /part-(files|inspector|dialogs)-/.test(address)).length;
  expect(later()).toBe(0);
  await expect.poll(later, 'then all of it').toBe(3);
});

test('what takes a design down is told before all rules are there', async ({ page }) => {
  const release = await holdBack(page, RULES);
  await openTemplate(page, 'online-boutique');
  await expect(findings(page, /Checkout is a single point of failure/)).toBeVisible();
  await expect(page.getByText('catching up'), 'more is to come').toBeVisible();
  await expect(findings(page, /Checkout is a hub/)).toHaveCount(0);
  release();
  await expect(findings(page, /Checkout is a hub/)).toBeVisible();
  await expect(page.getByText('catching up')).toHaveCount(0);
});

test('an empty page is used while the pictures of its examples are on their way', async ({ page }) => {
  const release = await holdBack(page);
  await openApp(page);
  const example = page.getByRole('button', { name: /^Three-tier web app/ });
  await expect(example).toBeVisible();
  const area = await example.boundingBox();
  await expect(page.locator('.example svg')).toHaveCount(0);
  release();
  await expect(page.locator('.example svg')).toHaveCount(7);
  expect(await example.boundingBox(), 'nothing moves').toEqual(area);
  await page.unroute(PART);
  await dragPalette(page, 'Cache', 120, 120);
  await expect(thing(page, 'Cache')).toBeAttached();
});

test('an example opens as soon as it can be read', async ({ page }) => {
  const release = await holdBack(page);
  await openApp(page);
  const example = page.getByRole('button', { name: /^Three-tier web app/ });
  await example.click();
  await expect(page.getByRole('main').getByText('Loading ...')).toBeVisible();
  await expect(example).toHaveCount(0);
  release();
  await expect(thing(page, 'Load balancer')).toBeAttached();
  await expect(page.getByText('Loading ...')).toHaveCount(0);
});

test('a link opens as soon as it can be read, and nothing else is shown before', async ({ page }) => {
  const release = await followHeldLink(page);
  await expect(page.getByRole('button', { name: 'Keep a copy' })).toHaveCount(0);
  await expect(page.locator('.welcome')).toHaveCount(0);
  await expect(panel(page).getByRole('tabpanel', { name: 'Findings' }), 'nothing is claimed yet').toHaveText('Loading ...');
  release();
  await expect(thing(page, 'Load balancer')).toBeAttached();
  await expect(page.getByRole('button', { name: 'Keep a copy' })).toBeVisible();
});

test('what is drawn while a link is on its way is kept as a design of its own', async ({ page }) => {
  const release = await followHeldLink(page);
  await dragPalette(page, 'Cache', 300, 300);
  await expect(thing(page, 'Cache')).toBeAttached();
  release();
  await expect(thing(page, 'Load balancer')).toBeAttached();
  await expect(page.locator('.notices')).toContainText('kept among your designs');
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Designs/ }).click();
  await page.getByRole('dialog', { name: /Designs/ }).getByRole('button', { name: /^Untitled/ }).click();
  await expect(thing(page, 'Cache')).toBeAttached();
});

test('of two designs asked for one after the other the last is opened', async ({ page }) => {
  const release = await holdBack(page, /part-files-[^/]*\.wasm$/);
  await openApp(page, { query: 'template=three-tier' });
  await expect(page.getByRole('main').getByText('Loading ...')).toBeVisible();
  await menu(page, 'New design');
  await expect(page.locator('.welcome')).toBeVisible();
  release();
  await expect(page.locator('.example svg'), 'the part has come').toHaveCount(7);
  await expect(page.locator('.welcome')).toBeVisible();
  await expect(outline(page).getByRole('button')).toHaveCount(0);
});

test('nothing is claimed of a design that is still on its way', async ({ page }) => {
  const release = await followHeldLink(page);
  // The analysis has answered, on an empty canvas.
  await expect(page.locator('html')).toHaveAttribute('data-reports', /\d/);
  const told = panel(page).getByRole('tabpanel', { name: 'Findings' });
  await expect(told).toHaveText('Loading ...');
  await expect(panel(page).getByRole('tab', { name: 'Findings' })).toHaveText('Findings');
  await openTab(page, 'Inspector');
  await expect(panel(page)).not.toContainText('0 components');
  await openTab(page, 'Findings');
  release();
  await expect(findings(page, /^Load balancer is a single point of failure/)).toBeVisible();
  await openTab(page, 'Findings');
  await expect(panel(page).getByRole('button', { name: /Harden/ })).toBeVisible();
});

test('where nothing can be kept, a link does not replace what is drawn meanwhile', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  const release = await followHeldLink(page);
  await dragPalette(page, 'Cache', 300, 300);
  await expect(thing(page, 'Cache')).toBeAttached();
  release();
  const notice = page.locator('.notice').filter({ hasText: 'Nothing was opened' });
  await expect(notice).toBeVisible();
  await expect(thing(page, 'Cache')).toBeAttached();
  await notice.getByRole('button', { name: 'Open it instead' }).click();
  await expect(thing(page, 'Load balancer')).toBeAttached();
  await expect(thing(page, 'Cache')).toHaveCount(0);
});

test.describe('with the clipboard', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('what is copied and pasted before the part has come is not lost', async ({ page }) => {
    await keepCache(page);
    const release = await holdBack(page);
    await page.reload();
    await page.evaluate(() => navigator.clipboard.writeText('what another test left'));
    await clickOn(page, 'Cache');
    await expect(thing(page, 'Cache')).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('Control+c');
    release();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('linchpin-fragment');
    await page.unroute(PART);
    await page.reload();
    await expect(thing(page, 'Cache')).toBeAttached();
    await page.locator('.paper').focus();
    await page.keyboard.press('Control+v');
    await expect(outline(page).getByRole('button'), 'pasted at once').toHaveCount(2);
  });
});

test('once the page has been idle all of it opens without a connection', async ({ page, context }) => {
  const fetched = page.waitForEvent('requestfinished', (request) => /\/part-dialogs-[^/]*$/.test(request.url()));
  await openTemplate(page, 'three-tier');
  await expect(page.locator('html')).toHaveAttribute('data-availability', 'current');
  await fetched;
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await clickOn(page, 'Database');
  await expect(panel(page).getByLabel('Instances', { exact: true })).toBeVisible();
  await openTab(page, 'Run');
  await expect(panel(page).getByRole('button', { name: 'Run', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(shareDialog(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(shareDialog(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Share', exact: true }), 'the focus is back').toBeFocused();
});

test.describe('without a connection', () => {
  test.use({ expectedErrors: [[/part-|Failed to fetch/], { option: true }] });

  test('a part that cannot be fetched is told, and comes when it is asked for again', async ({ page }) => {
    await page.route(PART, (route) => route.abort('internetdisconnected'));
    await openApp(page);
    await page.getByRole('button', { name: /^Three-tier web app/ }).click();
    await expect(page.locator('.notices')).toContainText('could not be loaded');
    await expect(page.locator('.welcome'), 'the offer is still there').toBeVisible();
    await openTab(page, 'Availability');
    await expect(panel(page).getByRole('alert')).toContainText('could not be loaded');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(page.locator('.notices')).toContainText('could not be loaded');
    await expect(shareDialog(page)).toHaveCount(0);
    await page.unroute(PART);
    await panel(page).getByRole('button', { name: 'Try again' }).click();
    await expect(panel(page).getByRole('alert')).toHaveCount(0);
    await expect(panel(page).getByRole('tabpanel')).toBeVisible();
    await page.locator('.notices').getByRole('button', { name: 'Try again' }).click();
    await expect(thing(page, 'Load balancer')).toBeAttached();
  });

  test('rules that cannot be fetched are tried again by themselves', async ({ page }) => {
    await page.route(RULES, (route) => route.abort('internetdisconnected'));
    await openTemplate(page, 'online-boutique');
    await expect(page.getByText('catching up')).toBeVisible();
    await page.unroute(RULES);
    await expect(findings(page, /Checkout is a hub/)).toBeVisible({ timeout: 15_000 });
    await expect(page.getByText('catching up')).toHaveCount(0);
  });
});
