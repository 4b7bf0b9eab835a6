// Menus and rows of choices, walked by keyboard.

import { clickOn, expect, menu, openApp, openTab, openTemplate, outline, panel, paper, test, thing } from './fixtures';
import type { Page } from '@playwright/test';

const item = (page: Page, name: string | RegExp) => page.getByRole('menuitem', { name });
const openMenu = (page: Page) => page.getByRole('menu');

test('the main menu takes the focus, is walked with arrows, and Escape gives the focus back', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  const button = page.getByRole('button', { name: 'Menu' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(item(page, 'New design')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(item(page, /^Designs/)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(item(page, /^Keyboard shortcuts/), 'round and round').toBeFocused();
  await page.keyboard.press('Home');
  await expect(item(page, 'New design')).toBeFocused();
  await page.keyboard.press('End');
  await expect(item(page, /^Keyboard shortcuts/)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(openMenu(page)).toHaveCount(0);
  await expect(button).toBeFocused();
});

test('the button of the main menu closes it too', async ({ page }) => {
  await openApp(page);
  const button = page.getByRole('button', { name: 'Menu' });
  await button.click();
  await expect(item(page, 'New design')).toBeFocused();
  await button.click();
  await expect(openMenu(page)).toHaveCount(0);
});

test('no key goes through the context menu to the drawing below', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  const before = await thing(page, 'DNS').boundingBox();
  await clickOn(page, 'DNS', { button: 'right' });
  await expect(item(page, /^Edit label/)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(item(page, /^Connect to/)).toBeFocused();
  await page.keyboard.press('Delete');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Escape');
  await expect(openMenu(page)).toHaveCount(0);
  await expect(paper(page)).toBeFocused();
  expect(await thing(page, 'DNS').boundingBox(), 'neither moved nor deleted').toEqual(before);
});

for (const key of ['Shift+F10', 'ContextMenu']) {
  test(`${key} opens the context menu of what has the focus`, async ({ page }) => {
    await openTemplate(page, 'three-tier');
    await thing(page, 'DNS calls Load balancer').focus();
    await page.keyboard.press(key);
    await expect(item(page, /^Edit label/)).toBeFocused();
    const box = (await openMenu(page).boundingBox())!;
    const at = (await thing(page, 'DNS calls Load balancer').boundingBox())!;
    expect(box.x - at.x).toBeLessThan(20);
    await page.keyboard.press('Escape');
    await expect(thing(page, 'DNS calls Load balancer')).toBeFocused();
    await page.keyboard.press(key);
    await item(page, /^Delete/).press('Enter');
    await expect(thing(page, 'DNS calls Load balancer')).toHaveCount(0);
    await expect(outline(page).getByRole('button')).not.toHaveCount(0);
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the context menu lies inside the page, to its last entry', async ({ page }) => {
    await openTemplate(page, 'three-tier');
    for (const name of ['Browser', 'Database']) {
      await clickOn(page, name, { button: 'right' });
      const last = openMenu(page).getByRole('menuitem').last();
      await expect(last).toHaveText(name === 'Database' ? 'Fail it' : /^Show everything/);
      await expect(last).toBeInViewport({ ratio: 1 });
      await expect(openMenu(page)).toBeInViewport({ ratio: 1 });
      await page.keyboard.press('Escape');
    }
  });
});

test.describe('in a low window', () => {
  test.use({ viewport: { width: 1280, height: 480 } });

  test('a context menu higher than the page is scrolled', async ({ page }) => {
    await openTemplate(page, 'three-tier');
    await clickOn(page, 'Database', { button: 'right' });
    await expect(item(page, /^Edit label/)).toBeFocused();
    await page.keyboard.press('End');
    await expect(item(page, 'Fail it')).toBeFocused();
    await expect(item(page, 'Fail it')).toBeInViewport({ ratio: 1 });
  });
});

test('lenses and tabs are chosen with the arrow keys', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  const lens = (name: string) => page.getByRole('radio', { name });
  await lens('Failure').focus();
  await page.keyboard.press('ArrowRight');
  await expect(lens('Load')).toBeChecked();
  await expect(lens('Load')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('radiogroup', { name: 'Lens' }).locator(':focus'), 'one stop for all').toHaveCount(0);
  const tab = (name: string) => panel(page).getByRole('tab', { name });
  await tab('Findings').focus();
  await page.keyboard.press('ArrowRight');
  await expect(tab('Availability')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Home');
  await expect(tab('Inspector')).toBeFocused();
  await expect(tab('Inspector')).toHaveAttribute('aria-selected', 'true');
});

test('what is removed from a list hands the focus to its neighbour', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await menu(page, 'Targets and endpoints ...');
  const dialog = page.getByRole('dialog', { name: 'Targets and endpoints' });
  const add = dialog.getByRole('button', { name: 'Add an endpoint' });
  const remove = dialog.getByRole('button', { name: /^Remove / });
  await add.click();
  await expect(remove).toHaveCount(1);
  await add.click();
  await expect(remove).toHaveCount(2);
  await remove.first().focus();
  await page.keyboard.press('Enter');
  await expect(remove).toHaveCount(1);
  await expect(remove).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(remove).toHaveCount(0);
  await expect(add).toBeFocused();
});

test('times of failures during a run are refused beside the field, and nothing is changed behind its back', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await openTab(page, 'Run');
  await panel(page).getByLabel('Let something fail').selectOption({ label: 'Database' });
  const [from, to] = ['fails after seconds', 'is back after seconds'].map((what) => panel(page).getByLabel(`Database ${what}`));
  await from.fill('60');
  await to.fill('12');
  await to.press('Enter');
  await expect(panel(page).getByRole('alert')).toHaveText(/^Between 60 and /);
  await expect(to).toHaveAttribute('aria-invalid', 'true');
  await expect(to, 'to be mended').toHaveValue('12');
  await to.fill('0x78');
  await to.press('Enter');
  await expect(panel(page).getByRole('alert')).toHaveText('Type a number, such as 250.');
  await to.fill('120');
  await to.press('Enter');
  await expect(panel(page).getByRole('alert')).toHaveCount(0);
  await expect(to).toHaveAttribute('aria-invalid', 'false');
  await panel(page).getByRole('button', { name: 'Let Database not fail' }).press('Enter');
  await expect(from).toHaveCount(0);
  await expect(panel(page).getByLabel('Let something fail')).toBeFocused();
});

test('nothing is counted where nothing is drawn', async ({ page }) => {
  await openApp(page);
  await expect(page.locator('html')).toHaveAttribute('data-components', '0');
  await expect(panel(page).getByRole('tab', { name: 'Findings' })).toHaveText('Findings');
});
