// Linchpin for a benchmark of diagram editors side by side, which drives each with the same real input: a module like
// this one for every editor. Serve an optimised build and name its address:
//   LINCHPIN_URL=http://localhost:8080/ node run.mjs --only linchpin,... --no-build
//
// The graph is opened as a file, as a person would, and the page is asked nothing it does not show: where things lie
// is read from the buttons that mirror the canvas for assistive technology.

const address = process.env.LINCHPIN_URL;
/** Its boxes are larger than the graph's, so they lie as much further apart. */
const SCALE = 1.4;
let graph;

/** The benchmark's graph as a design. Its middle one is called by a name of its own, to be found. */
function design() {
  const name = (node) => (node.id === graph.hub ? 'the middle' : node.label);
  return {
    linchpin: 1,
    title: `${graph.nodes.length} boxes`,
    components: graph.nodes.map((node) => ({ id: node.id, kind: 'service', name: name(node), position: [node.x * SCALE, node.y * SCALE] })),
    connections: graph.edges.map((edge) => ({ id: edge.id, from: edge.source, to: edge.target })),
  };
}

/** Where the middle of a box is on the screen: it says so if it is listed, else two others that are tell. */
async function middle(page, id) {
  const buttons = await page.locator('.outline [data-record^="n"]').evaluateAll((all) =>
    all.map((button) => {
      const box = button.getBoundingClientRect();
      return { id: button.dataset.record, x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }),
  );
  const itself = buttons.find((button) => button.id === id);
  if (itself) {
    return { x: itself.x, y: itself.y };
  }
  // The one that is dragged no longer lies where the graph has it.
  const resting = buttons.filter((button) => button.id !== graph.hub);
  const placed = resting.map((button) => ({ ...button, node: graph.nodes[Number(button.id.slice(1))] }));
  const apart = (a, b) => Math.hypot(a.node.x - b.node.x, a.node.y - b.node.y);
  const [first] = placed;
  const other = placed.reduce((far, one) => (apart(first, one) > apart(first, far) ? one : far), first);
  const zoom = Math.hypot(other.x - first.x, other.y - first.y) / apart(first, other);
  const node = graph.nodes[Number(id.slice(1))];
  return { x: first.x + (node.x - first.node.x) * zoom, y: first.y + (node.y - first.node.y) * zoom };
}

export default {
  name: 'linchpin',
  version: async () => 'linchpin',
  notes: 'opened as a file; analysed while measured',
  input: { pan: { type: 'wheel' }, zoomDelta: 10 },
  async build() {},
  url: () => address,
  async load(page, given, { url, timeout }) {
    graph = given;
    await page.goto(url, { waitUntil: 'load', timeout });
    await page.getByRole('button', { name: 'Menu' }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('menuitem', { name: /Open a file/ }).click();
    const file = { name: 'graph.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(design())) };
    await (await chooser).setFiles(file);
    const count = String(graph.nodes.length);
    await page.waitForFunction((all) => document.documentElement.dataset.components === all, count, { timeout });
    return undefined;
  },
  count: (page) => page.evaluate(() => Number(document.documentElement.dataset.components)),
  async fitView(page) {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+Digit1');
    await page.waitForTimeout(400);
  },
  async zoomTo100(page) {
    await page.keyboard.press('Control+f');
    await page.getByLabel('Find by name').fill('the middle');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+Digit0');
    await page.waitForTimeout(400);
    await page.keyboard.press('Escape');
  },
  nodeScreenPosition: middle,
};
