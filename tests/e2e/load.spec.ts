// What failures do to the load on everything else: hidden single points and cascades.

import {
  boxOf, clickOn, expect, field, findings, openTab, openTemplate, panel, pixelsOf, setLoad, test, thing, verdict,
} from './fixtures';
import type { Page } from '@playwright/test';

/** The colour of a failure in the light theme. */
const FAILURE = '#b93c09';

const hidden = (page: Page) => page.getByRole('region', { name: 'Hidden single points' });
const blast = (page: Page) => page.getByRole('status', { name: 'What becomes of it' });

/** The pixels of a failure's colour in the upper right corner of a component, where its badge is. */
async function badge(page: Page, name: string): Promise<number> {
  const box = await boxOf(page, name);
  return pixelsOf(page, { x: box.x + box.width - 14, y: box.y - 14, width: 28, height: 28 }, FAILURE);
}

test('a cache without which the databases drown is a hidden single point, with the cascade as proof', async ({ page }) => {
  await openTemplate(page, 'read-heavy-feed');
  await openTab(page, 'Findings');
  const finding = findings(page, /^Timelines is a hidden single point of failure/);
  await expect(finding).toBeVisible();
  // 95 % of 24,000 requests a second are reads; without the cache all 22,800 go to two copies.
  await expect(finding.getByRole('listitem').first()).toContainText('Posts copy');
  await expect(verdict(page, 'Single points')).toContainText('more under load');
  expect(await badge(page, 'Timelines'), 'the failure lens shows what fails without load').toBe(0);
  await finding.click();
  await expect(page.getByRole('radio', { name: 'Load' })).toBeChecked();
  await finding.click();
  await page.mouse.move(300, 200);
  await finding.evaluate((row: HTMLElement) => row.blur());
  await expect.poll(() => badge(page, 'Timelines')).toBeGreaterThan(20);
});

test('what is known of single failures follows the load', async ({ page }) => {
  await openTemplate(page, 'read-heavy-feed');
  await openTab(page, 'Findings');
  const copies = hidden(page).getByRole('listitem').first();
  await expect(copies).toContainText('144 %');
  await setLoad(page, 1.2);
  await expect(copies).not.toContainText('144 %');
});

test('a second cache takes the finding away', async ({ page }) => {
  await openTemplate(page, 'read-heavy-feed');
  const instances = await field(page, 'Timelines', 'Instances');
  await instances.fill('2');
  await instances.press('Enter');
  await openTab(page, 'Findings');
  await expect(findings(page, /^Timelines is a hidden single point/)).toHaveCount(0);
  await expect(verdict(page, 'Single points')).not.toContainText('under load');
});

test('what is killed shows what its load does to the rest, and takes it back', async ({ page }) => {
  await openTemplate(page, 'read-heavy-feed');
  await page.getByRole('button', { name: 'Kill mode' }).click();
  await clickOn(page, 'Timelines');
  await expect(thing(page, 'Timelines')).toHaveAccessibleName(/failed/);
  await expect(blast(page)).toContainText('What is left must carry the load');
  await expect(blast(page).getByRole('listitem').first()).toContainText('Posts copy');
  await expect(blast(page)).toContainText('In the end');
  await page.getByRole('button', { name: 'Bring Timelines back' }).click();
  await expect(blast(page)).toHaveCount(0);
  await clickOn(page, 'Feed builder');
  await expect(thing(page, 'Feed builder')).toHaveAccessibleName(/failed/);
  await expect(page.locator('html')).toHaveAttribute('data-aftermath', 'current');
  await expect(blast(page)).not.toContainText('What is left must carry the load');
});

test('what single failures overload is cancelled and computed again', async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/study[^/]*\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await openTemplate(page, 'read-heavy-feed');
  await openTab(page, 'Findings');
  const note = hidden(page).getByRole('status');
  await expect(note).toContainText('Computing what single failures overload');
  await note.getByRole('button', { name: 'Cancel' }).click();
  await expect(note).toContainText('Cancelled');
  release();
  await note.getByRole('button', { name: 'Compute again' }).click();
  await expect(hidden(page).locator('.finding').first()).toContainText('Timelines');
  await expect(note).toHaveCount(0);
  await expect(panel(page)).toBeVisible();
});
