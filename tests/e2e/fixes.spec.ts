// From finding to better design: fixes shown as ghosts, applied as one step; the plan that meets all targets.

import { expect, openTab, openTemplate, panel, test, thing, verdict } from './fixtures';
import type { Locator, Page } from '@playwright/test';

/** The row of a finding. */
function finding(page: Page, title: string): Locator {
  return panel(page).getByRole('button', { name: new RegExp(title) }).first();
}

/** The fixes of the pinned finding. */
function fixes(page: Page): Locator {
  return panel(page).getByRole('group', { name: 'What helps' });
}

/** What is shown as ghosts on the canvas. */
const ghosts = (page: Page) => page.locator('html');
const SHOWN = /\S/;

const undo = (page: Page) => page.getByRole('button', { name: 'Undo' });

test('a fix is shown as a ghost while it is pointed at, and nothing is changed by looking', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await finding(page, 'Load balancer is a single point').click();
  const pair = fixes(page).getByRole('button', { name: 'Show on the canvas: A second load balancer' });
  await expect(pair).toContainText('single points 2 \u2192 1');
  await expect(pair).toContainText('available');
  await pair.hover();
  await expect(ghosts(page)).toHaveAttribute('data-ghosts', SHOWN);
  await expect(undo(page)).toBeDisabled();
  await verdict(page, 'Single points').hover();
  await expect(ghosts(page)).toHaveAttribute('data-ghosts', '');
  await expect(thing(page, 'Load balancer 2')).toHaveCount(0);
  await expect(undo(page)).toBeDisabled();
  await expect(verdict(page, 'Single points')).toContainText('2');
});

test('applying a fix is one step, and undo takes all of it back', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await finding(page, 'Load balancer is a single point').click();
  await fixes(page).getByRole('button', { name: 'Apply: A second load balancer' }).click();
  await expect(thing(page, 'Load balancer 2')).toBeAttached();
  await expect(thing(page, 'Load balancer 2')).toHaveAccessibleName(/calls .*App server 1/);
  await expect(finding(page, 'Load balancer is a single point')).toHaveCount(0);
  await undo(page).click();
  await expect(thing(page, 'Load balancer 2')).toHaveCount(0);
  await expect(undo(page)).toBeDisabled();
  await expect(finding(page, 'Load balancer is a single point')).toBeVisible();
});

test('fixes are looked at, dropped and applied with the keyboard alone', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await finding(page, 'Load balancer is a single point').focus();
  await page.keyboard.press('Enter');
  const pair = fixes(page).getByRole('button', { name: 'Show on the canvas: A second load balancer' });
  await expect(pair).toBeVisible();
  while (!(await pair.evaluate((button) => button === document.activeElement))) await page.keyboard.press('Tab');
  await expect(ghosts(page)).toHaveAttribute('data-ghosts', SHOWN);
  await page.keyboard.press('Escape');
  await expect(ghosts(page)).toHaveAttribute('data-ghosts', '');
  await expect(fixes(page)).toHaveCount(0);
  await finding(page, 'Load balancer is a single point').focus();
  await page.keyboard.press('Enter');
  await expect(pair).toBeVisible();
  while (!(await pair.evaluate((button) => button === document.activeElement))) await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(thing(page, 'Load balancer 2')).toBeAttached();
  await page.keyboard.press('Control+z');
  await expect(thing(page, 'Load balancer 2')).toHaveCount(0);
});

test('a plan meets the targets, step by step or all at once', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await panel(page).getByRole('button', { name: /^Harden/ }).click();
  await panel(page).getByRole('button', { name: 'Find the cheapest fixes' }).click();
  await expect(panel(page)).toContainText('+3 instances');
  await expect(panel(page)).toContainText('All targets are met. Proved: no choice among the');
  const steps = panel(page).getByRole('listitem');
  await expect(steps).toHaveCount(3);
  await steps.first().getByRole('button', { name: /^Apply/ }).click();
  await expect(verdict(page, 'Breaks at')).toContainText('2.5x');
  await panel(page).getByRole('button', { name: 'Apply the rest' }).click();
  await expect(verdict(page, 'Single points')).toContainText('0');
  await expect(panel(page).getByRole('button', { name: /^Apply/ })).toHaveCount(0);
  await undo(page).click();
  await expect(panel(page)).toContainText('The design has changed since');
  await undo(page).click();
  await expect(verdict(page, 'Single points')).toContainText('2');
  await expect(undo(page)).toBeDisabled();
});

/** A search takes a second or two, and a machine busy with builds ten times as long. */
const SEARCHED = { timeout: 30_000 };

/** Sets what availability is asked of the whole design, from the plan's own link to the targets. */
async function askFor(page: Page, availability: string): Promise<void> {
  await panel(page).getByRole('button', { name: /^Targets and endpoints/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Targets and endpoints' });
  const field = dialog.getByRole('region', { name: 'The whole design' }).getByLabel('Availability of at least', { exact: true });
  await field.fill(availability);
  await field.press('Enter');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(panel(page)).toContainText(`The whole design available ${availability} %`);
}

test('targets are shown, missed targets are told, and missing prices are set', async ({ page }) => {
  await openTemplate(page, 'single-server');
  await panel(page).getByRole('button', { name: /^Harden/ }).click();
  await expect(panel(page)).toContainText('None is set, so no single failure may take everything down');
  await askFor(page, '100');
  await panel(page).getByRole('button', { name: 'Find the cheapest fixes' }).click();
  await expect(panel(page)).toContainText('The targets cannot all be met', SEARCHED);
  await expect(panel(page)).toContainText('Still missed');
  await askFor(page, '99.9');
  await panel(page).getByRole('button', { name: 'Find the cheapest fixes' }).click();
  await expect(panel(page)).toContainText('All targets are met', SEARCHED);
  await panel(page).getByText('The fixes that help').click();
  await expect(panel(page).getByRole('listitem').filter({ hasText: 'A standby with automatic failover: Database' })).toBeVisible();
  await panel(page).getByLabel('Keep down').selectOption('Price a month');
  await panel(page).getByRole('button', { name: 'Find the cheapest fixes' }).click();
  await expect(panel(page)).toContainText('2 components have no price');
  await panel(page).getByRole('button', { name: /^Set prices/ }).click();
  const price = panel(page).getByLabel('Price', { exact: true });
  await price.fill('100');
  await price.press('Enter');
  await openTab(page, 'Findings');
  await expect(panel(page)).toContainText('Every component has a price now');
  // Server and database are up 99.9 % of the time each, so both need a second instance.
  await panel(page).getByRole('button', { name: 'Find the cheapest fixes' }).click();
  await expect(panel(page)).toContainText('+200 a month', SEARCHED);
  await panel(page).getByRole('button', { name: /Findings$/ }).first().click();
  await expect(finding(page, 'Database is a single point')).toBeVisible();
});

test('a search shows how far it is and is cancelled', async ({ page }) => {
  await openTemplate(page, 'online-boutique');
  await panel(page).getByRole('button', { name: /^Harden/ }).click();
  await panel(page).getByRole('button', { name: 'Find the cheapest fixes' }).click();
  const status = panel(page).getByRole('status').filter({ hasText: 'Looking for the cheapest fixes' });
  await expect(status).toContainText('%');
  await status.getByRole('button', { name: 'Cancel' }).click();
  await expect(panel(page).getByRole('button', { name: 'Find the cheapest fixes' })).toBeEnabled();
  await expect(panel(page).getByRole('listitem')).toHaveCount(0);
});

test('on a phone a tap shows the fix and a button applies it', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openTemplate(page, 'three-tier');
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: /Findings/ }).click();
  await finding(page, 'Database is a single point').click();
  const standby = fixes(page).getByRole('button', { name: 'Show on the canvas: A standby for Database' });
  await standby.click();
  await expect(ghosts(page)).toHaveAttribute('data-ghosts', 'database');
  await fixes(page).getByRole('button', { name: 'Apply: A standby for Database' }).click();
  await expect(finding(page, 'Database is a single point')).toHaveCount(0);
});
