// What failures do to the load on everything else: hidden single points and cascades.

import { clickOn, expect, field, findings, openTab, openTemplate, panel, test, thing, verdict } from './fixtures';
import type { Page } from '@playwright/test';

const hidden = (page: Page) => page.getByRole('region', { name: 'Hidden single points' });
const blast = (page: Page) => page.getByRole('status', { name: 'What becomes of it' });

test('a cache without which the databases drown is a hidden single point, with the cascade as proof', async ({ page }) => {
  await openTemplate(page, 'read-heavy-feed');
  await openTab(page, 'Findings');
  const finding = findings(page, /^Timelines is a hidden single point of failure/);
  await expect(finding).toBeVisible();
  // 95 % of 24,000 requests a second are reads; without the cache all 22,800 go to two copies.
  await expect(finding.getByRole('listitem').first()).toContainText('Posts copy');
  await expect(verdict(page, 'Single points')).toContainText('more under load');
  await expect(thing(page, 'Timelines')).toHaveAccessibleName(/, single point of failure under load,/);
  await finding.click();
  await expect(finding).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('radio', { name: 'Load' })).toBeChecked();
  await expect(thing(page, 'Timelines')).toHaveAttribute('aria-pressed', 'true');
});

test('what is known of single failures follows the load', async ({ page }) => {
  await openTemplate(page, 'read-heavy-feed');
  await openTab(page, 'Findings');
  const copies = hidden(page).getByRole('listitem').first();
  await expect(copies).toContainText('144 %');
  const slider = page.getByRole('slider', { name: 'Load' });
  for (let step = 0; step < 8; step += 1) await slider.press('ArrowRight');
  // Eight of two hundred steps over two decades: 1.2 times 144 %.
  await expect(copies).toContainText('173 %');
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
