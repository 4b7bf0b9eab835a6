// What is fetched when it is first opened, or once the page is idle.

import { clickOn, expect, openApp, openTab, openTemplate, panel, test } from './fixtures';
import type { Page } from '@playwright/test';

/** The files of parts. */
const PART = /\/part-[^/]*\.wasm$/;

function shareDialog(page: Page) {
  return page.getByRole('dialog', { name: 'Share' });
}

test('what is opened before its part has come says so, and opens when it does', async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(PART, async (route) => {
    await held;
    await route.continue();
  });
  await openTemplate(page, 'three-tier');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.locator('body > .later')).toHaveText('Loading ...');
  release();
  await expect(shareDialog(page).getByLabel('Link', { exact: true })).toHaveValue(/^http/);
});

test('an empty page is used before any part is fetched', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => PART.test(request.url()) && asked.push(request.url()));
  await openApp(page);
  await expect(page.locator('html')).toHaveAttribute('data-reports', /\d/);
  expect(asked).toEqual([]);
  await expect.poll(() => asked.length, 'then all of them').toBeGreaterThan(2);
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
    await openTab(page, 'Availability');
    await expect(panel(page).getByRole('alert')).toContainText('could not be loaded');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(page.locator('.notices')).toContainText('could not be loaded');
    await expect(shareDialog(page)).toHaveCount(0);
    await page.unroute(PART);
    await panel(page).getByRole('button', { name: 'Try again' }).click();
    await expect(panel(page).getByRole('alert')).toHaveCount(0);
    await expect(panel(page).getByRole('tabpanel')).toBeVisible();
  });
});
