import { expect, openApp, test } from './fixtures';

test('the page loads without errors', async ({ page }) => {
  await openApp(page);
  await expect(page).toHaveTitle('Linchpin');
});
