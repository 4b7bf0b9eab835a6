// What takes longer than a frame: the program that computes it is fetched when first needed.

import {
  boxOf, dragPalette, drawThreeTiers, expect, move, openApp, openTab, openTemplate, panel, test, thing, verdict,
} from './fixtures';
import type { Page } from '@playwright/test';

/** The files of the program. */
const STUDY = /\/study[^/]*\.(js|wasm)$/;

/** The addresses of the program's files that are asked for, as they are. */
function asked(page: Page): string[] {
  const found: string[] = [];
  page.on('request', (request) => STUDY.test(request.url()) && found.push(request.url()));
  return found;
}

test('the page is used before the program is fetched, and it is fetched once a design can be studied', async ({ page }) => {
  const requests = asked(page);
  await openApp(page);
  await expect(page.locator('html')).toHaveAttribute('data-reports', /\d/);
  await page.waitForLoadState('networkidle');
  expect(requests, 'an empty page needs nothing of it').toEqual([]);
  await dragPalette(page, 'Web client', 200, 300);
  await expect(thing(page, 'Web client')).toBeAttached();
  await expect.poll(() => requests.filter((url) => url.endsWith('.wasm')).length).toBeGreaterThan(0);
  await dragPalette(page, 'Service', 500, 300);
  await move(page, 'Service', { x: 0, y: 100 });
  await expect(page.locator('html')).toHaveAttribute('data-availability', 'current');
});

test('an example is shown, judged and edited before the program is there', async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(STUDY, async (route) => {
    await held;
    await route.continue();
  });
  await openTemplate(page, 'three-tier');
  await expect(verdict(page, 'Single points')).not.toContainText('\u2013');
  const before = await boxOf(page, 'Database');
  await move(page, 'Database', { x: 0, y: 60 });
  await expect.poll(async () => (await boxOf(page, 'Database')).y).toBeGreaterThan(before.y);
  await expect(verdict(page, 'Availability'), 'nothing is said before something is known').toHaveCount(0);
  release();
  await expect(verdict(page, 'Availability')).toContainText('% ');
});

test('what takes long shows progress, is cancelled, and is started again', async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(STUDY, async (route) => {
    await held;
    await route.continue();
  });
  await openTemplate(page, 'three-tier');
  await openTab(page, 'Availability');
  await expect(panel(page).getByRole('status')).toContainText('Computing availability');
  await panel(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(panel(page).getByRole('status')).toContainText('Cancelled');
  release();
  await panel(page).getByRole('button', { name: 'Compute again' }).click();
  await expect(verdict(page, 'Availability')).toContainText('% ');
  await expect(panel(page).getByRole('status')).toHaveCount(0);
});

test('a small machine computes two at a time, and all are answered in the end', async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => 2 }));
  await page.route(STUDY, async (route) => {
    await held;
    await route.continue();
  });
  await openTemplate(page, 'three-tier');
  const root = page.locator('html');
  await openTab(page, 'Availability');
  await expect(panel(page).getByRole('status')).toContainText('Computing availability');
  // One worker analyses, two wait for their program, and by now all have asked.
  expect(page.workers().length).toBe(3);
  release();
  for (const topic of ['availability', 'contingencies', 'latency', 'load', 'recovery']) {
    await expect(root, topic).toHaveAttribute(`data-${topic}-answers`, /\d/);
    await expect(root, topic).toHaveAttribute(`data-${topic}`, 'current');
  }
});

test.describe('without a connection', () => {
  test.use({ expectedErrors: [[/study/, /ERR_FAILED/, /Failed to fetch/], { option: true }] });

  for (const part of ['js', 'wasm']) {
    test(`when the program's ${part} cannot be fetched, that is said, all else works, and it can be tried again`, async ({ page }) => {
      let reachable = false;
      await page.route(STUDY, (route) =>
        route.request().url().endsWith(part) && !reachable ? route.abort() : route.continue());
      await openApp(page);
      await drawThreeTiers(page);
      await openTab(page, 'Availability');
      await expect(panel(page).getByRole('status')).toContainText('could not be loaded');
      await expect(verdict(page, 'Single points')).toContainText('2');
      reachable = true;
      await panel(page).getByRole('button', { name: 'Try again' }).click();
      await expect(verdict(page, 'Availability')).toContainText('% ');
      await expect(panel(page).getByRole('status')).toHaveCount(0);
    });
  }
});
