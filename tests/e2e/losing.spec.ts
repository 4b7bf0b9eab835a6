// Nothing drawn is lost: not with a store that fails, is slow or says nothing, nor when the page is left in the middle.

import {
  clickOn, dragPalette, expect, menu, openApp, openTemplate, outline, saved, test, thing,
} from './fixtures';
import type { Page } from '@playwright/test';

/** Lets the tests decide what becomes of writes: `window.writes` is 'well', 'full', 'held' until it changes, or 'failing'. */
async function governWrites(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(window, { writes: 'well' });
    const how = () => (window as unknown as { writes: string }).writes;
    const open = IDBDatabase.prototype.transaction;
    const put = IDBObjectStore.prototype.put;
    const commit = IDBTransaction.prototype.commit;
    IDBObjectStore.prototype.put = function (...args) {
      if (how() === 'full') throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, args);
    };
    IDBTransaction.prototype.commit = function () {
      if (how() === 'well') commit.apply(this);
    };
    IDBDatabase.prototype.transaction = function (...args) {
      const transaction = open.apply(this, args);
      if (args[0].includes('index') && args[1] === 'readwrite' && how() !== 'well') {
        const goOn = () => {
          if (how() === 'held') transaction.objectStore('index').get('x').onsuccess = goOn;
          else if (how() === 'failing') transaction.abort();
        };
        transaction.objectStore('index').get('x').onsuccess = goOn;
      }
      return transaction;
    };
  });
}

const setWrites = (page: Page, how: string) => page.evaluate((how) => Object.assign(window, { writes: how }), how);
const state = (page: Page) => page.getByRole('status').filter({ hasText: /^(Saving \.\.\.|Not saved|Saved)$/ });
const designs = (page: Page) => page.getByRole('dialog', { name: 'Designs in this browser' });
const notice = (page: Page, text: RegExp) => page.locator('.notice').filter({ hasText: text });

async function remove(page: Page, name: string): Promise<void> {
  await clickOn(page, name);
  await page.keyboard.press('Delete');
  await expect(thing(page, name)).toHaveCount(0);
}

/** Whether the browser would ask before closing the page. */
async function asksBeforeClosing(page: Page): Promise<boolean> {
  return page.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })));
}

test('a tab hidden while a write fails goes on trying to save', async ({ page }) => {
  await governWrites(page);
  await openTemplate(page, 'three-tier');
  await setWrites(page, 'held');
  await remove(page, 'Database');
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  // Longer than changes are gathered before they are written.
  await page.waitForTimeout(400);
  await setWrites(page, 'failing');
  await expect(state(page)).toHaveText('Not saved');
  expect(await asksBeforeClosing(page)).toBe(true);
  await setWrites(page, 'well');
  await expect(state(page)).toHaveText('Saved', { timeout: 12_000 });
  await page.reload();
  await expect(thing(page, 'Load balancer')).toBeAttached();
  await expect(thing(page, 'Database')).toHaveCount(0);
});

test('what a full disk could not take is asked about before another design takes its place', async ({ page }) => {
  await governWrites(page);
  await openTemplate(page, 'three-tier');
  await setWrites(page, 'full');
  await remove(page, 'Database');
  await expect(state(page)).toHaveText('Not saved');
  await menu(page, 'New design');
  await expect(notice(page, /^Nothing was opened/)).toBeVisible();
  await expect(thing(page, 'Load balancer')).toBeAttached();
  expect(await asksBeforeClosing(page)).toBe(true);
  await notice(page, /^Nothing was opened/).getByRole('button', { name: 'Open it instead' }).click();
  await expect(outline(page).getByRole('button')).toHaveCount(0);
  expect(await asksBeforeClosing(page), 'that was agreed to').toBe(false);
});

test('without storage, too, what was drawn is asked about', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  await openApp(page);
  await dragPalette(page, 'Cache', 300, 300);
  await menu(page, 'New design');
  await expect(notice(page, /^Nothing was opened/)).toBeVisible();
  await expect(thing(page, 'Cache')).toBeAttached();
});

test('an example that was only looked at gives way without a question', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  await openTemplate(page, 'three-tier');
  await menu(page, 'New design');
  await expect(outline(page).getByRole('button')).toHaveCount(0);
});

test('a design left while it is being written is written, and is what the next visit opens', async ({ page }) => {
  await governWrites(page);
  await openTemplate(page, 'three-tier');
  const address = page.url();
  await setWrites(page, 'held');
  await remove(page, 'Database');
  await menu(page, 'New design');
  await expect(outline(page).getByRole('button')).toHaveCount(0);
  expect(await asksBeforeClosing(page), 'while it is written').toBe(true);
  await setWrites(page, 'well');
  await expect.poll(() => asksBeforeClosing(page)).toBe(false);
  await expect(state(page), 'nothing of the new design is saved').toHaveCount(0);
  await page.goto('about:blank');
  await openApp(page);
  await expect(thing(page, 'Load balancer')).toBeAttached();
  await expect(thing(page, 'Database')).toHaveCount(0);
  expect(page.url()).toContain(address.split('#')[1]);
});

test('a design whose last write fails after it was left can be gone back to', async ({ page }) => {
  await governWrites(page);
  await openTemplate(page, 'three-tier');
  await setWrites(page, 'held');
  await remove(page, 'Database');
  await menu(page, 'New design');
  await expect(outline(page).getByRole('button')).toHaveCount(0);
  await setWrites(page, 'failing');
  await expect(notice(page, /open before is not kept yet/)).toBeVisible();
  await setWrites(page, 'full');
  await notice(page, /open before is not kept yet/).getByRole('button', { name: 'Open it' }).click();
  await expect(thing(page, 'Load balancer')).toBeAttached();
  await expect(thing(page, 'Database')).toHaveCount(0);
  await expect(state(page)).toHaveText('Not saved');
  await menu(page, 'New design');
  await expect(notice(page, /^Nothing was opened/), 'it still has changes that are not kept').toBeVisible();
});

/** Deletes the open design while one change is being written and another waits; then lets both be written. */
async function deleteWhileItIsWritten(page: Page): Promise<void> {
  await governWrites(page);
  await openApp(page);
  await dragPalette(page, 'Cache', 300, 300);
  await saved(page);
  await openTemplate(page, 'three-tier');
  await remove(page, 'DNS');
  await saved(page);
  await menu(page, 'Designs ...');
  await expect(designs(page).getByRole('listitem')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(designs(page)).toHaveCount(0);
  await setWrites(page, 'held');
  await remove(page, 'App server 1');
  // Longer than changes are gathered before they are written.
  await page.waitForTimeout(400);
  await remove(page, 'Database');
  await menu(page, 'Designs ...');
  await designs(page).getByRole('button', { name: /^Delete Three-tier/ }).click();
}

test('a design deleted while its last change is being written stays deleted', async ({ page }) => {
  await deleteWhileItIsWritten(page);
  await setWrites(page, 'well');
  await expect(notice(page, /^Deleted/)).toBeVisible();
  await expect(outline(page).getByRole('button')).toHaveCount(0);
  await expect.poll(() => asksBeforeClosing(page), 'all is written').toBe(false);
  await expect(designs(page).getByRole('listitem')).toHaveText([/^Untitled/]);
  await page.reload();
  await menu(page, 'Designs ...');
  await expect(designs(page).getByRole('listitem')).toHaveText([/^Untitled/]);
});

test('a design deleted while its last change is being written comes back with that change', async ({ page }) => {
  await deleteWhileItIsWritten(page);
  await notice(page, /^Deleted/).getByRole('button', { name: 'Undo' }).click();
  await setWrites(page, 'well');
  await expect.poll(() => asksBeforeClosing(page), 'all is written').toBe(false);
  await page.reload();
  await menu(page, 'Designs ...');
  await designs(page).getByRole('button', { name: /^Three-tier/ }).click();
  await expect(thing(page, 'Load balancer')).toBeAttached();
  await expect(thing(page, 'App server 1')).toHaveCount(0);
  await expect(thing(page, 'Database')).toHaveCount(0);
});

test('a label and a number that were not finished are kept when the page is left', async ({ page }) => {
  await openTemplate(page, 'single-server');
  await clickOn(page, 'App server');
  await page.keyboard.press('F2');
  await page.keyboard.type('Monolith');
  await page.reload();
  await expect(thing(page, 'Monolith')).toBeAttached();
  await clickOn(page, 'Monolith');
  const instances = page.getByRole('tabpanel', { name: 'Inspector' }).getByLabel('Instances', { exact: true });
  await page.getByRole('tab', { name: 'Inspector' }).click();
  await instances.click();
  await page.keyboard.type('3');
  await page.reload();
  await clickOn(page, 'Monolith');
  await page.getByRole('tab', { name: 'Inspector' }).click();
  await expect(instances).toHaveValue('3');
});

test('a store that never answers is not waited for', async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
  });
  await openApp(page, { query: 'template=three-tier' });
  await expect(thing(page, 'Load balancer')).toBeAttached({ timeout: 10_000 });
  await expect(state(page)).toHaveText('Not saved');
});

test('a store that answers late still shows what is in it, and keeps what was drawn until then', async ({ page }) => {
  await page.addInitScript(() => {
    const open = IDBFactory.prototype.open;
    Object.assign(window, { delay: Number(sessionStorage.getItem('delay')) });
    IDBFactory.prototype.open = function (...args) {
      const request = open.apply(this, args);
      const delay = Number(sessionStorage.getItem('delay'));
      return new Proxy(request, {
        get: (target, name) => {
          const value = Reflect.get(target, name);
          return typeof value === 'function' ? value.bind(target) : value;
        },
        set: (target, name, value) => {
          const later = (event: Event) => setTimeout(() => value(event), delay);
          return Reflect.set(target, name, name === 'onsuccess' ? later : value);
        },
        getPrototypeOf: (target) => Object.getPrototypeOf(target),
      });
    };
  });
  await openApp(page);
  await dragPalette(page, 'Service', 300, 300);
  await saved(page);
  await page.evaluate(() => sessionStorage.setItem('delay', '5000'));
  await page.reload();
  await expect(state(page)).toHaveText('Not saved', { timeout: 10_000 });
  await expect(thing(page, 'Service'), 'once the store has answered').toBeAttached({ timeout: 10_000 });
  await menu(page, 'New design');
  await page.reload();
  await expect(state(page)).toHaveText('Not saved', { timeout: 10_000 });
  await dragPalette(page, 'Cache', 500, 500);
  await expect(state(page)).toHaveText('Saved', { timeout: 10_000 });
  await expect(thing(page, 'Cache')).toBeAttached();
});

test('an address of a design in another browser says so instead of opening an empty page', async ({ page }) => {
  await openApp(page, { hash: 'd=0123456789abc' });
  await expect(notice(page, /not in this browser/)).toBeVisible();
});

test('a new design that was not drawn in yet is no stranger after a reload', async ({ page }) => {
  await openApp(page);
  await expect.poll(() => page.url()).toContain('#d=');
  await page.reload();
  await expect(page.locator('.welcome')).toBeVisible();
  await expect(page.locator('.notice')).toHaveCount(0);
});

test.describe('a program that has stopped', () => {
  test.use({ expectedErrors: [[/brush is lost/], { option: true }] });

  test('says so and offers to start again', async ({ page }) => {
    await openTemplate(page, 'three-tier');
    await page.evaluate(() => {
      const { stroke } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.stroke = function () {
        CanvasRenderingContext2D.prototype.stroke = stroke;
        throw new Error('brush is lost');
      };
    });
    // A click would take the focus from what the page says when it comes in between.
    await thing(page, 'Database').focus();
    const alert = page.getByRole('alert').filter({ hasText: 'has stopped' });
    await expect(alert).toBeVisible();
    await expect(alert.getByRole('button', { name: 'Reload' })).toBeFocused();
    await alert.getByRole('button', { name: 'Reload' }).click();
    await expect(thing(page, 'Database')).toBeAttached();
    await expect(alert).toHaveCount(0);
  });

  test('is not taken for what others do wrong in the page', async ({ page }) => {
    await openTemplate(page, 'three-tier');
    await page.evaluate(() => {
      setTimeout(() => {
        throw new Error('brush is lost by an extension');
      });
      Promise.reject(new Error('brush is lost by another'));
    });
    await page.waitForTimeout(200);
    await expect(page.getByRole('alert').filter({ hasText: 'has stopped' })).toHaveCount(0);
    await clickOn(page, 'Database');
    await expect(thing(page, 'Database')).toHaveAttribute('aria-pressed', 'true');
  });
});
