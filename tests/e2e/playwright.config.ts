import { defineConfig } from '@playwright/test';

// `cargo xtask e2e` builds and serves the app and names it here. Started by hand, as editors do,
// Playwright starts `cargo xtask run` itself.
const address = process.env.BASE_URL;
const port = 4173;

export default defineConfig({
  testDir: '.',
  outputDir: 'results',
  fullyParallel: true,
  workers: 2,
  // A test that passes only at its second try is reported as flaky. At a developer's desk it fails.
  retries: process.env.CI ? 1 : 0,
  // A test takes a few seconds; a machine busy with builds may take ten times as long.
  timeout: 60_000,
  reporter: 'list',
  use: {
    baseURL: address ?? `http://localhost:${port}`,
    viewport: { width: 1440, height: 900 },
    trace: 'off',
    launchOptions: {
      executablePath: process.env.CHROME || undefined,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: address
    ? undefined
    : {
        command: `cargo xtask run --no-open --port ${port}`,
        url: `http://localhost:${port}`,
        reuseExistingServer: true,
        timeout: 20 * 60_000,
      },
});
