// When the browser fails: a dead worker, no storage.

import { readFile } from 'node:fs/promises';
import {
  boxOf, clickOn, dragPalette, expect, field, findings, menu, move, openApp, openFile, openTab, openTemplate, pixelsOf, test, thing,
  verdict,
} from './fixtures';
import type { Page } from '@playwright/test';

/** What marks have the colour of in the failure lens. */
const FAILURE = '#b93c09';

/** Ends the analysis worker as a crash would: without a word to the page. */
async function killWorker(page: Page): Promise<void> {
  const [worker] = page.workers();
  await worker.evaluate(() => self.close());
}

test('a dead analysis is replaced, and old verdicts are never shown as current', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await openTab(page, 'Findings');
  await expect(findings(page, /^Database is a single point of failure/)).toBeVisible();
  await killWorker(page);
  await clickOn(page, 'Database');
  await page.keyboard.press('Delete');
  await expect(page.getByRole('region', { name: 'What if' }), 'marked as old').toHaveClass(/stale/);
  await expect(page.getByRole('status').getByText('catching up')).toBeVisible();
  await expect(thing(page, 'Load balancer')).not.toHaveAccessibleName(/single point/);
  const { x, y, width, height } = await boxOf(page, 'Load balancer');
  // With the outline of the mark: how much of it lies on the border itself depends on where that meets pixels.
  const balancer = { x: x - 8, y: y - 8, width: width + 16, height: height + 16 };
  await expect.poll(() => pixelsOf(page, balancer, FAILURE), 'old marks lose their colour').toBe(0);
  await expect(page.getByRole('region', { name: 'What if' })).not.toHaveClass(/stale/, { timeout: 12_000 });
  await openTab(page, 'Findings');
  await expect(findings(page, /^Database is a single point of failure/)).toHaveCount(0);
  await expect(findings(page, /^Load balancer is a single point of failure/)).toBeVisible();
  await expect.poll(() => pixelsOf(page, balancer, FAILURE), 'new ones have it').toBeGreaterThan(50);
});

test('what was said of one design is not drawn on the next', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await expect(thing(page, 'Load balancer')).toHaveAccessibleName(/single point/);
  // The analysis hears of nothing from now on.
  await page.evaluate(() => Object.assign(Worker.prototype, { postMessage: () => {} }));
  const components = [
    { id: 'balancer', kind: 'load-balancer', name: 'Another', position: [0, 0] },
    { id: 'database', kind: 'relational-database', name: 'Store', position: [400, 0] },
  ];
  await openFile(page, 'other.json', JSON.stringify({ linchpin: 1, title: 'Other', components }));
  await expect(thing(page, 'Another')).toBeAttached();
  for (const name of ['Another', 'Store']) expect(await pixelsOf(page, await boxOf(page, name), FAILURE)).toBe(0);
});

test('drawing goes on while the analysis is dead', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await killWorker(page);
  await dragPalette(page, 'Cache', 300, 640);
  await expect(thing(page, 'Cache')).toBeAttached();
  const instances = await field(page, 'Load balancer', 'Instances');
  await instances.fill('2');
  await instances.press('Enter');
  await expect(instances).toHaveValue('2');
  await expect(thing(page, 'Load balancer'), 'told once the analysis is back')
    .not.toHaveAccessibleName(/single point/, { timeout: 12_000 });
});

const WITHOUT_STORAGE: [string, () => void][] = [
  ['there is none', () => Object.defineProperty(window, 'indexedDB', { value: undefined })],
  ['opening it throws', () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('not in this browser', 'SecurityError');
    };
  }],
];

for (const [when, breakStorage] of WITHOUT_STORAGE) {
  test(`without storage, when ${when}, it says so, goes on and offers the file`, async ({ page }) => {
    await page.addInitScript(breakStorage);
    await openApp(page);
    await expect(page.getByRole('status').getByRole('button', { name: 'Save a file' })).toBeVisible();
    await dragPalette(page, 'Web client', 200, 300);
    await dragPalette(page, 'Service', 500, 300);
    await move(page, 'Service', { x: 0, y: 100 });
    await expect(page.getByRole('status').filter({ hasText: /^Not saved$/ })).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: /^Not saved$/ })).toHaveAttribute('title', /save a file/i);
    await expect(verdict(page, 'Now')).toBeVisible();
    const [download] = await Promise.all([page.waitForEvent('download'), menu(page, 'Save as a file')]);
    const design = JSON.parse((await readFile(await download.path())).toString());
    expect(design.components).toHaveLength(2);
  });
}

test('a full disk is told, and later changes are tried again', async ({ page }) => {
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    const add = IDBObjectStore.prototype.add;
    const full = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    Object.assign(window, {
      fillDisk: () => Object.assign(IDBObjectStore.prototype, { put: full, add: full }),
      emptyDisk: () => Object.assign(IDBObjectStore.prototype, { put, add }),
    });
  });
  await openApp(page);
  await page.evaluate('fillDisk()');
  await dragPalette(page, 'Service', 300, 300);
  const state = page.getByRole('status').filter({ hasText: /^(Not saved|Saved)$/ });
  await expect(state).toHaveText('Not saved');
  await expect(state).toHaveAttribute('title', /full/i);
  await page.evaluate('emptyDisk()');
  await expect(state).toHaveText('Saved', { timeout: 12_000 });
  await page.reload();
  await expect(thing(page, 'Service')).toBeAttached();
});
