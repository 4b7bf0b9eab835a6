import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, openApp, test } from './fixtures';

const folder = join(__dirname, '../../target/fingerprints');

declare global {
  interface Window {
    wasmBindings: { analysis_fingerprint(text: string): string | undefined };
  }
}

test('the browser computes the same bits as the native build on every design of the corpus', async ({ page }) => {
  await openApp(page);
  const lines = readFileSync(join(folder, 'fingerprints.txt'), 'utf8').trim().split('\n');
  expect(lines.length).toBeGreaterThan(40);
  const found: string[] = [];
  for (const line of lines) {
    const name = line.split(' ')[0];
    const text = readFileSync(join(folder, `${name}.json`), 'utf8');
    found.push(`${name} ${await page.evaluate((design) => window.wasmBindings.analysis_fingerprint(design), text)}`);
  }
  expect(found).toEqual(lines);
});
