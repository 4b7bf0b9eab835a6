// Linchpin without a mouse.

import {
  boxOf, clickOn, drawThreeTiers, expect, openApp, openTab, openTemplate, outline, outlineTexts, panel, paper, saved, test,
  thing, typeLabel,
} from './fixtures';
import type { Locator, Page } from '@playwright/test';

const dialog = (page: Page) => page.getByRole('dialog');

/** Adds a kind as a person would: slash, some letters, Enter. */
async function add(page: Page, letters: string): Promise<void> {
  await page.keyboard.press('/');
  await expect(dialog(page).getByRole('textbox')).toBeFocused();
  await page.keyboard.type(letters);
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toHaveCount(0);
}

test('a design is drawn with the keyboard alone', async ({ page }) => {
  await openApp(page);
  await paper(page).focus();
  await add(page, 'web cl');
  await expect(thing(page, 'Web client')).toHaveAttribute('aria-pressed', 'true');
  await expect(paper(page), 'the dialog gives the focus back').toBeFocused();
  await page.keyboard.press('Control+ArrowRight');
  await typeLabel(page, 'Front');
  await expect(thing(page, 'Front')).toHaveAccessibleName(/called by Web client/);
  await add(page, 'sql');
  await page.keyboard.press('Escape');
  await thing(page, 'Front').focus();
  await page.keyboard.press('Shift+C');
  await expect(dialog(page).getByRole('textbox')).toBeFocused();
  await page.keyboard.type('sql');
  await page.keyboard.press('Enter');
  await expect(thing(page, 'SQL database')).toHaveAccessibleName(/called by Front/);
});

test('the outline is walked in reading order, and every thing says what it is', async ({ page }) => {
  await openApp(page);
  await drawThreeTiers(page);
  await paper(page).focus();
  const order: string[] = [];
  for (let step = 0; step < 10; step += 1) {
    await page.keyboard.press('Tab');
    const focused = outline(page).locator('button:focus');
    await expect(focused).toHaveCount(1);
    order.push((await focused.innerText()).split(',')[0]);
  }
  expect(order, 'connections come after their caller').toEqual([
    'App 1', 'App 1 calls SQL database', 'Web client', 'Web client calls Load balancer', 'Load balancer',
    'Load balancer calls App 1', 'Load balancer calls App 2', 'SQL database', 'App 2', 'App 2 calls SQL database',
  ]);
  await expect(thing(page, 'App 2 calls SQL database')).toHaveAttribute('aria-pressed', 'true');
  await expect(thing(page, 'SQL database')).toHaveAccessibleName(/single point of failure/);
  for (const text of await outlineTexts(page)) expect(text).not.toBe('');
});

test('the thing that has the focus is nudged, renamed and deleted', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await thing(page, 'DNS').focus();
  const before = await boxOf(page, 'DNS');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await boxOf(page, 'DNS')).y).toBeGreaterThan(before.y);
  await page.keyboard.press('Enter');
  await typeLabel(page, 'Names');
  await expect(thing(page, 'Names')).toBeAttached();
  await page.keyboard.press('Delete');
  await expect(thing(page, 'Names')).toHaveCount(0);
});

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  const reached = () => wanted.evaluate((element) => element === document.activeElement);
  for (let step = 0; step < 60 && !(await reached()); step += 1) await page.keyboard.press('Tab');
  await expect(wanted).toBeFocused();
}

test('a connection is reached, labelled, made soft and deleted with the keyboard alone', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await paper(page).focus();
  const connection = thing(page, 'DNS calls Load balancer');
  await tabTo(page, connection);
  await expect(connection).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Label' })).toBeFocused();
  await page.keyboard.type('resolves');
  await page.keyboard.press('Enter');
  await expect(connection).toHaveAccessibleName('DNS calls Load balancer, resolves');
  await expect(connection, 'the label gives the focus back').toBeFocused();

  await page.keyboard.press('F6');
  await expect(panel(page).getByRole('tab', { name: 'Inspector' })).toBeFocused();
  const dependency = panel(page).getByLabel('Dependency', { exact: true });
  await expect(dependency).toBeVisible();
  await tabTo(page, dependency);
  await page.keyboard.type('Soft');
  await expect(dependency).toHaveValue('soft');
  await page.keyboard.press('F6');
  await expect(connection).toBeFocused();
  await expect(connection).toHaveAccessibleName('DNS calls Load balancer, resolves, soft');

  await page.keyboard.press('Delete');
  await expect(connection).toHaveCount(0);
  await expect(thing(page, 'DNS')).not.toHaveAccessibleName(/calls/);
  await page.keyboard.press('Control+z');
  await expect(connection, 'what comes back is gone on with').toBeFocused();
});

test('the focus goes with what is selected', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await thing(page, 'DNS').focus();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(thing(page, 'Load balancer')).toBeFocused();
  await page.keyboard.press('Control+f');
  await expect(dialog(page).getByRole('textbox')).toBeFocused();
  await page.keyboard.type('app server 2 \u2192');
  await expect(dialog(page).getByRole('option')).toHaveText([/^App server 2 → Database/]);
  await page.keyboard.press('Enter');
  await expect(thing(page, 'App server 2 calls Database')).toBeFocused();
  await expect(thing(page, 'App server 2 calls Database')).toHaveAttribute('aria-pressed', 'true');
  await expect(thing(page, 'Load balancer')).toHaveAttribute('aria-pressed', 'false');
});

test('what is selected by keyboard is shown in the inspector, as by a click', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  const inspector = page.getByRole('tabpanel', { name: 'Inspector' });
  const findings = page.getByRole('tabpanel', { name: 'Findings' });
  await expect(findings).toBeVisible();
  await thing(page, 'DNS calls Load balancer').focus();
  await expect(inspector.getByLabel('Dependency', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(findings, 'with nothing selected').toBeVisible();
  await page.keyboard.press('Control+f');
  await expect(dialog(page).getByRole('textbox')).toBeFocused();
  await page.keyboard.type('database');
  await page.keyboard.press('Enter');
  await expect(inspector.getByLabel('Name', { exact: true })).toHaveValue('Database');
  await openTab(page, 'Findings');
  await thing(page, 'Database').focus();
  await expect(findings, 'it was selected already').toBeVisible();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(inspector).toBeVisible();
});

test('Alt+Arrow walks along connections', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await clickOn(page, 'DNS');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(thing(page, 'Load balancer')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(thing(page, 'DNS')).toHaveAttribute('aria-pressed', 'true');
});

test('the sheet of shortcuts opens with ? and closes with Escape', async ({ page }) => {
  await openApp(page);
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard and pointer' });
  await expect(sheet.getByText('Show everything')).toBeVisible();
  await expect(sheet.getByText('Shift+1').or(sheet.getByText('Shift 1')).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
});

/** From the next load on the store answers only after `window.answer` is called. */
async function holdStore(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const open = IDBFactory.prototype.open;
    const answered = new Promise<void>((answer) => Object.assign(window, { answer }));
    IDBFactory.prototype.open = function (...args) {
      const request = open.apply(this, args);
      return new Proxy(request, {
        get: (target, name) => {
          const value = Reflect.get(target, name);
          return typeof value === 'function' ? value.bind(target) : value;
        },
        set: (target, name, value) => {
          const later = (event: Event) => answered.then(() => value(event));
          return Reflect.set(target, name, name === 'onsuccess' ? later : value);
        },
        getPrototypeOf: (target) => Object.getPrototypeOf(target),
      });
    };
  });
}

test('a dialog opened before the first design is there stays, and is about that design', async ({ page }) => {
  await openApp(page);
  await add(page, 'cache');
  await saved(page);
  const answer = () => page.evaluate(() => (window as unknown as { answer: () => void }).answer());
  await holdStore(page);
  await page.reload();
  await paper(page).waitFor();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard and pointer' })).toBeVisible();
  await answer();
  await expect(thing(page, 'Cache')).toBeAttached();
  await expect(page.getByRole('dialog', { name: 'Keyboard and pointer' }).getByText('Show everything')).toBeVisible();

  await page.reload();
  await page.getByRole('button', { name: 'Share' }).click();
  const link = page.getByRole('dialog', { name: 'Share' }).getByRole('textbox', { name: 'Link' });
  const empty = await link.inputValue();
  await answer();
  await expect(thing(page, 'Cache')).toBeAttached();
  await expect(link).not.toHaveValue(empty);
});

test('the menu gives the focus back, after a dialog of its own too', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  const button = page.getByRole('button', { name: 'Menu' });
  const entry = page.getByRole('menuitem', { name: 'Targets and endpoints ...' });
  await button.focus();
  await page.keyboard.press('Enter');
  await entry.focus();
  await page.keyboard.press('Escape');
  await expect(entry).toHaveCount(0);
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await entry.focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await expect(button).toBeFocused();
});

test('the command palette runs what is typed', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  await page.keyboard.press('Control+k');
  await expect(dialog(page).getByRole('textbox')).toBeFocused();
  await page.keyboard.type('load lens');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('radio', { name: 'Load' })).toBeChecked();
  await page.keyboard.press('Control+k');
  await expect(dialog(page).getByRole('textbox')).toBeFocused();
  await page.keyboard.type('select all');
  await page.keyboard.press('Enter');
  await expect(outline(page).locator('button[aria-pressed="false"]')).toHaveCount(0);
});

test('Ctrl+F finds a thing by its name', async ({ page }) => {
  await openTemplate(page, 'online-boutique');
  await page.keyboard.press('Control+f');
  await expect(dialog(page).getByRole('textbox')).toBeFocused();
  await page.keyboard.type('redis');
  await page.keyboard.press('Enter');
  await expect(outline(page).locator('button[aria-pressed="true"]')).toHaveText(/redis/i);
});

test('single letters are text while something is typed', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  const title = page.getByRole('textbox', { name: 'Title of the design' });
  await title.fill('');
  await title.pressSequentially('hcb / v?');
  await title.press('Enter');
  await expect(title).toHaveValue('hcb / v?');
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Select', exact: true })).toHaveAttribute('aria-pressed', 'true');
});

test('every button has a name and every field a label', async ({ page }) => {
  await openTemplate(page, 'three-tier');
  const nameless = () =>
    page.evaluate(() => {
      const shown = (element: Element) => (element as HTMLElement).offsetParent !== null;
      const labelled = (element: Element) => Boolean((element as HTMLInputElement).labels?.length);
      const named = (element: Element) =>
        Boolean(element.getAttribute('aria-label') || element.textContent?.trim()) || labelled(element);
      const all = [...document.querySelectorAll('button, input, select, textarea, [role=dialog], dialog')];
      return all.filter((element) => shown(element) && !named(element)).map((element) => element.outerHTML.slice(0, 120));
    });
  expect(await nameless()).toEqual([]);
  await clickOn(page, 'Database');
  await page.getByRole('tab', { name: 'Inspector' }).click();
  expect(await nameless(), 'with the inspector').toEqual([]);
  for (const [opens, opened] of [['Share', 'dialog'], ['Menu', 'menu']] as const) {
    await page.getByRole('button', { name: opens, exact: true }).click();
    await expect(page.getByRole(opened)).toBeVisible();
    expect(await nameless(), `with ${opens}`).toEqual([]);
    await page.keyboard.press('Escape');
  }
});
