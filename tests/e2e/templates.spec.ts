// The examples open as they are meant to be seen.

import { clickOn, expect, findingTitles, openTab, openTemplate, outline, panel, test, thing, verdict } from './fixtures';

/** How many findings of an example ask for something to be done: the number on the tab. */
const alarms = (count: number) => (count === 0 ? /^Findings\s*0$/ : /^Findings\s*[1-9]\d*$/);

const EXPECTED = [
  { template: 'single-server', components: 3, alarming: true },
  { template: 'three-tier', components: 6, alarming: true },
  { template: 'three-tier-hardened', components: 6, alarming: false },
  { template: 'read-heavy-feed', components: 8 },
  { template: 'online-boutique', components: 12, alarming: true },
  { template: 'event-driven-orders', components: 5 },
  { template: 'multi-region', components: 5 },
];

for (const { template, components, alarming } of EXPECTED) {
  test(`${template} opens with its verdicts`, async ({ page }) => {
    await openTemplate(page, template);
    await expect.poll(() => outline(page).getByRole('button').count()).toBeGreaterThanOrEqual(components);
    await expect(verdict(page, 'Now')).toContainText('Up');
    await openTab(page, 'Findings');
    const tab = panel(page).getByRole('tab', { name: 'Findings' });
    if (alarming === true) {
      await expect(tab).toHaveText(alarms(1));
      await expect(verdict(page, 'Single points')).toHaveClass(/bad/);
      await expect(panel(page).getByRole('heading', { name: 'Takes the system down' })).toBeVisible();
      expect((await findingTitles(page)).join()).toMatch(/single point of failure/);
    }
    if (alarming === false) {
      await expect(tab).toHaveText(alarms(0));
      await expect(panel(page).locator('.finding:not(.info, .together)')).toHaveCount(0);
      await expect(verdict(page, 'Single points')).not.toHaveClass(/bad|warn/);
    }
  });
}

test('an example that does not exist is told, and the canvas is empty', async ({ page }) => {
  await page.goto('/?template=nonsense');
  await expect(page.getByRole('status').getByText(/no example called "nonsense"/)).toBeVisible();
  await expect(outline(page).getByRole('button')).toHaveCount(0);
});

test('the boutique cannot do without its cart, but without ads and recommendations', async ({ page }) => {
  await openTemplate(page, 'online-boutique');
  for (const vital of ['Frontend', 'Cart', 'Redis cart']) {
    await expect(thing(page, vital)).toHaveAccessibleName(/single point of failure/);
  }
  for (const dispensable of ['Ads', 'Recommender']) {
    await expect(thing(page, dispensable)).not.toHaveAccessibleName(/single point of failure/);
  }
  await page.getByRole('button', { name: 'Kill mode' }).click();
  await clickOn(page, 'Ads');
  await expect(verdict(page, 'Now')).toContainText('Degraded');
});
