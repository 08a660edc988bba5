// node scripts/make-icons.mjs: draws the icons of the installed page from apps/web/public/brique.svg. The results are committed; run it
// again when the drawing changes. BRIQUE_CHROMIUM names the browser, as for the end-to-end tests.
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './lib/project.mjs';

const PUBLIC = join(ROOT, 'apps/web/public');
/** The ground of the drawing, for platforms that cut icons to shapes of their own. */
const GROUND = '#2f1b13';
/**
 * `scale`: how much of the edge the drawing takes. A maskable icon keeps what matters within a circle of 80 % of the edge
 * (W3C, Web Application Manifest).
 */
const ICONS = [
  { name: 'icon-192.png', edge: 192, ground: 'transparent', scale: 1 },
  { name: 'icon-512.png', edge: 512, ground: 'transparent', scale: 1 },
  { name: 'maskable-512.png', edge: 512, ground: GROUND, scale: 0.72 },
  { name: 'apple-touch-180.png', edge: 180, ground: GROUND, scale: 0.9 },
];

const { chromium } = createRequire(join(ROOT, 'e2e/package.json'))('@playwright/test');
const executablePath = process.env.BRIQUE_CHROMIUM;
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
try {
  await mkdir(join(PUBLIC, 'icons'), { recursive: true });
  const drawing = await readFile(join(PUBLIC, 'brique.svg'), 'base64');
  const page = await browser.newPage();
  for (const { name, edge, ground, scale } of ICONS) {
    await page.setViewportSize({ width: edge, height: edge });
    await page.setContent(
      `<body style="margin:0;height:100vh;display:grid;place-items:center;background:${ground}">
        <img width="${edge * scale}" src="data:image/svg+xml;base64,${drawing}">`,
    );
    await page.screenshot({ path: join(PUBLIC, 'icons', name), omitBackground: true });
  }
} finally {
  await browser.close();
}
