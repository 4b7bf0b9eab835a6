// Pictures of templates, for looking at. Started by `cargo xtask shots`, which serves the app:
//   BASE_URL=... CHROME=... node tests/e2e/shots.mjs all|readme <folder> <template>...

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from '@playwright/test';

const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const SETS = {
  all: [
    { theme: 'light', size: 'desktop' },
    { theme: 'dark', size: 'desktop' },
    { theme: 'light', size: 'phone' },
    { theme: 'dark', size: 'phone' },
  ],
  readme: [{ theme: 'light', size: 'desktop' }],
};

const [set, folder, ...templates] = process.argv.slice(2);
const address = process.env.BASE_URL;
if (!SETS[set] || !folder || !address) {
  throw new Error('start this with `cargo xtask shots`');
}

const browser = await chromium.launch({
  executablePath: process.env.CHROME || undefined,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
await mkdir(folder, { recursive: true });
for (const template of templates) {
  for (const variant of SETS[set]) {
    const file = path.join(folder, set === 'readme' ? `${template}.png` : fileName(template, variant));
    await shoot(template, variant, file);
    console.log(`   ${path.relative(process.cwd(), file)}`);
  }
}
await browser.close();

function fileName(template, { theme, size }) {
  return `${template}-${size}-${theme}.png`;
}

/** A fresh context each time, so that nothing saved by one picture shows in the next. */
async function shoot(template, { theme, size }, file) {
  const context = await browser.newContext({
    viewport: SIZES[size],
    deviceScaleFactor: size === 'phone' || set === 'readme' ? 2 : 1,
    hasTouch: size === 'phone',
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const query = new URLSearchParams({ template, theme });
  await page.goto(`${address}/?${query}`);
  await page.locator('canvas').first().waitFor();
  // The page says when the analysis of something drawn has answered, and what takes longer; its marks
  // follow in the next frames.
  await page.waitForFunction(() => Number(document.documentElement.dataset.components) > 0);
  await page.waitForFunction(() => document.documentElement.dataset.availability === 'current');
  await page.waitForTimeout(300);
  await page.screenshot({ path: file });
  await context.close();
}
