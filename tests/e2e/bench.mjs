// Measures the app in a real browser. Started by `cargo xtask bench`, which serves the optimised build:
//   BASE_URL=... CHROME=... node tests/e2e/bench.mjs [sizes]
//
// A generated design is opened as a file; the analysis time is the worker's own, frame times are the
// distances between animation frames while the real wheel pans and a real pointer drags.

import { chromium } from '@playwright/test';

const sizes = (process.argv[2] || '100,1000,10000').split(',').map(Number);
const address = process.env.BASE_URL;
if (!address) {
  throw new Error('start this with `cargo xtask bench`');
}

const browser = await chromium.launch({
  executablePath: process.env.CHROME || undefined,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const rows = [];
for (const size of sizes) {
  rows.push(await measure(size));
}
await browser.close();
console.table(rows);

async function measure(components) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(address);
  await page.locator('canvas').first().waitFor();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: /Open a file/ }).click();
  const text = JSON.stringify(design(components));
  const started = Date.now();
  await (await chooser).setFiles({ name: 'bench.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await analysed(page, (report) => report.components === components);
  const open = Date.now() - started;
  const first = await analysed(page, () => true);
  const rest = [];
  // Often enough for the browser to have compiled what it runs, as it has for whoever draws for a minute.
  for (const scale of Array(5).fill(['20', '40', '60', '0', '30']).flat()) {
    const before = (await analysed(page, () => true)).number;
    await page.locator('#load-scale').fill(scale);
    rest.push((await analysed(page, (report) => report.number > before)).elapsed);
  }
  const panAll = await frames(page, () => pan(page));
  await page.keyboard.press('Shift+Digit0');
  const panNear = await frames(page, () => pan(page));
  const drag = await frames(page, () => dragMiddle(page));
  await context.close();
  return {
    components,
    'open ms': open,
    'first analysis ms': round(first.elapsed),
    'analysis ms': round(median(rest)),
    'pan all, frame ms': panAll,
    'pan 100 %, frame ms': panNear,
    'drag 100 %, frame ms': drag,
  };
}

/** The last report the page took in, as it says on the document, once it is the one waited for. */
async function analysed(page, isWanted) {
  for (;;) {
    const report = await page.evaluate(() => {
      const data = document.documentElement.dataset;
      return { number: Number(data.reports), elapsed: Number(data.analysisMs), components: Number(data.components) };
    });
    if (isWanted(report)) {
      return report;
    }
    await page.waitForTimeout(20);
  }
}

/** Median and 95th percentile of the time between animation frames while something goes on. */
async function frames(page, gesture) {
  await page.evaluate(() => {
    window.frameTimes = [];
    let last = performance.now();
    const tick = (now) => {
      window.frameTimes.push(now - last);
      last = now;
      window.frameRequest = requestAnimationFrame(tick);
    };
    window.frameRequest = requestAnimationFrame(tick);
  });
  await gesture();
  const times = await page.evaluate(() => {
    cancelAnimationFrame(window.frameRequest);
    return window.frameTimes.slice(2);
  });
  times.sort((a, b) => a - b);
  return `${round(median(times))} / ${round(times[Math.floor(times.length * 0.95)] ?? 0)}`;
}

async function pan(page) {
  await page.mouse.move(640, 420);
  for (let step = 0; step < 60; step += 1) {
    const turn = (step / 60) * 2 * Math.PI;
    await page.mouse.wheel(Math.cos(turn) * 24, Math.sin(turn) * 24);
  }
}

/** Drags whatever component is nearest to the middle of the canvas. */
async function dragMiddle(page) {
  const area = await page.evaluate(() => {
    const boxes = [...document.querySelectorAll('.outline [data-record^="n"]')].map((button) => button.getBoundingClientRect());
    const distance = (box) => Math.hypot(box.x + box.width / 2 - 640, box.y + box.height / 2 - 420);
    const nearest = boxes.sort((a, b) => distance(a) - distance(b))[0];
    return { x: nearest.x + nearest.width / 2, y: nearest.y + nearest.height / 2 };
  });
  await page.mouse.move(area.x, area.y);
  await page.mouse.down();
  for (let step = 0; step < 60; step += 1) {
    const turn = (step / 60) * 2 * Math.PI;
    await page.mouse.move(area.x + 80 * Math.sin(turn), area.y + 80 * (1 - Math.cos(turn)));
  }
  await page.mouse.up();
}

/** Layers of services on a grid, each calling near ones of the next layer: one and a half calls each. */
function design(count) {
  const columns = Math.ceil(Math.sqrt(count));
  const at = (index) => ({ column: Math.floor(index / columns), row: index % columns });
  const kind = (column) =>
    column === 0 ? 'web-client' : column === columns - 1 ? 'relational-database' : 'service';
  const components = Array.from({ length: count }, (_, index) => {
    const { column, row } = at(index);
    return { id: `n${index}`, kind: kind(column), name: `Service ${index}`, position: [column * 260, row * 120] };
  });
  const connections = [];
  let random = 7;
  const next = (below) => {
    random = (Math.imul(random, 1103515245) + 12345) >>> 0;
    return (random >>> 8) % below;
  };
  for (let index = columns; index < count; index += 1) {
    const { column, row } = at(index);
    const calls = 1 + (index % 2);
    for (let call = 0; call < calls; call += 1) {
      const caller = (column - 1) * columns + ((row + call * (1 + next(2))) % columns);
      connections.push({ from: `n${caller}`, to: `n${index}` });
    }
  }
  return { linchpin: 1, title: `${count} components`, components, connections };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function round(value) {
  return Math.round(value * 10) / 10;
}
