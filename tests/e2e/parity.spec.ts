import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, openApp, test } from './fixtures';

// Written by `cargo xtask e2e` before the tests start.
const folder = join(__dirname, '../../target/probes');

test('the browser computes the same bits as the native build on every design of the corpus', async ({ page }) => {
  await openApp(page);
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  expect(names.length).toBeGreaterThan(40);
  const different: string[] = [];
  for (const name of names) {
    const text = readFileSync(join(folder, name), 'utf8');
    const found = await page.evaluate(async (design) => {
      const program = document.querySelector<HTMLMetaElement>('meta[name=study]')?.content;
      const module = await import(new URL(`${program}.js`, document.baseURI).href);
      await module.default({ module_or_path: `${program}_bg.wasm` });
      return Array.from((module.probe(design) as Uint8Array | undefined) ?? []);
    }, text);
    if (!readFileSync(join(folder, name.replace('.json', '.bin'))).equals(Buffer.from(found))) {
      different.push(name);
    }
  }
  expect(different).toEqual([]);
});
