// What floats over the canvas has room at every size: nothing hides or cuts off anything else.

import { clickOn, expect, menu, openApp, openTemplate, test, verdict } from './fixtures';
import type { Box } from './fixtures';
import type { Locator, Page } from '@playwright/test';

const SIZES = [[1920, 1080], [1440, 900], [1280, 720], [1024, 768], [900, 700], [820, 1180], [640, 900], [390, 844]];

const meet = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

async function boxes(all: Locator): Promise<Box[]> {
  const found = await Promise.all((await all.all()).map((one) => one.boundingBox()));
  return found.filter((box) => box !== null);
}

/** What of the page is wider than the room it has. */
async function cutOff(page: Page, selector: string): Promise<string[]> {
  return page.locator(selector).evaluateAll((all) =>
    all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent ?? ''),
  );
}

for (const [width, height] of SIZES) {
  test.describe(`at ${width} x ${height}`, () => {
    test.use({ viewport: { width, height } });

    test('a notice lies beside the examples of an empty page, not over them', async ({ page }) => {
      await openApp(page, { query: 'template=there-is-none' });
      await expect(page.locator('.notice')).toBeVisible();
      await expect(page.locator('.example').first()).toBeVisible();
      const [notice] = await boxes(page.locator('.notice'));
      const [list] = await boxes(page.locator('.welcome'));
      expect(meet(notice, list)).toBe(false);
      expect(notice.y + notice.height).toBeLessThanOrEqual(height);
      expect(list.height, 'what is left for the examples').toBeGreaterThan(height / 2);
    });

    test('verdicts, what failed and the bars are read side by side', async ({ page }) => {
      await openTemplate(page, 'three-tier');
      await expect(verdict(page, 'Peak')).toBeVisible();
      await page.getByRole('button', { name: 'Kill mode' }).click();
      await clickOn(page, 'Load balancer');
      await expect(page.getByRole('group', { name: 'Failed' }).getByText('1 failed')).toBeVisible();
      await expect(verdict(page, 'Now')).toContainText('Down');
      expect(await cutOff(page, '.verdict b, .kill-banner, .whatif, .tabs, .topbar')).toEqual([]);
      const slider = await page.getByRole('slider', { name: 'Load' }).boundingBox();
      expect(slider!.width, 'room to set the load').toBeGreaterThan(100);
      const bars = await boxes(page.locator('.whatif, .failed-chips, .kill-banner, .toolbar, .zoom-box'));
      for (const [index, bar] of bars.entries()) {
        expect(bars.slice(index + 1).filter((other) => meet(bar, other))).toEqual([]);
      }
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('what is said of a shared design and of kill mode is read one below the other', async ({ page }) => {
    await openTemplate(page, 'three-tier');
    await page.getByRole('button', { name: 'Share' }).click();
    const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
    await page.goto('about:blank');
    await page.goto(link);
    await page.getByRole('button', { name: 'Kill mode' }).click();
    await expect(page.getByText('Click what should fail')).toBeVisible();
    const [above, below] = await boxes(page.locator('.kill-banner, .banner'));
    expect(meet(above, below)).toBe(false);
  });

  test('the last entry of the menu is reached', async ({ page }) => {
    await openTemplate(page, 'three-tier');
    await menu(page, 'Keyboard shortcuts');
    await expect(page.getByRole('dialog', { name: 'Keyboard and pointer' })).toBeVisible();
  });
});
