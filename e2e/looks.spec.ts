import { expect, type Instance, test } from './support/brique-test.js';
import { pair } from './support/pairing.js';

test.describe('at the width of a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('both pages are usable, in both languages, and never scroll sideways', async ({ atelier, garage }) => {
    const { page, inventory, sync } = atelier;
    await inventory.create({
      name: 'Machine à coudre de grand-mère, avec sa valise et ses trente-deux canettes',
      category: 'Électroménager',
      brand: 'Bernina',
      serialNumber: 'SN-000000000000000000000000000000000000000000000000000000042',
    });
    await expectNoSidewaysScroll(atelier);
    await inventory.row('Machine à coudre').click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectNoSidewaysScroll(atelier);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

    await pair(atelier, garage);
    await sync.synchronise(garage.name, { received: 0, sent: 1 });
    await expectNoSidewaysScroll(atelier);
    await garage.inventory.open();
    await expectNoSidewaysScroll(garage);

    await page.getByRole('button', { name: 'FR, Français' }).click();
    await expect(page.getByRole('heading', { name: 'Historique' })).toBeVisible();
    await expectNoSidewaysScroll(atelier);
    for (const [link, title] of [
      ['Accueil', atelier.name],
      ['Réglages', 'Réglages'],
    ] as const) {
      await page.getByRole('link', { name: link, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
      await expectNoSidewaysScroll(atelier);
    }
    await page.getByRole('link', { name: 'Inventaire', exact: true }).click();
    await page.getByRole('button', { name: 'Importer' }).click();
    await expect(page.getByRole('dialog', { name: 'Importer une liste' })).toBeVisible();
    await expectNoSidewaysScroll(atelier);
  });
});

test.describe('in the dark', () => {
  test.use({ colorScheme: 'dark' });

  test('the pages follow the system, text stays readable, and the switch is remembered', async ({
    atelier,
  }) => {
    const { page, sync } = atelier;
    await sync.open();
    await expect.poll(() => brightness(atelier)).toEqual({ ground: 'dark', text: 'light' });
    await page.getByRole('button', { name: 'Switch to light mode' }).click();
    await expect.poll(() => brightness(atelier)).toEqual({ ground: 'light', text: 'dark' });
    await page.reload();
    await expect(sync.heading()).toBeVisible();
    await expect.poll(() => brightness(atelier)).toEqual({ ground: 'light', text: 'dark' });
  });
});

async function expectNoSidewaysScroll({ page }: Instance): Promise<void> {
  const excess = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(excess, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}

/** How the page's ground and its title look. */
async function brightness({ page }: Instance): Promise<{ ground: string; text: string }> {
  const [ground, text] = await Promise.all([
    page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor),
    page.getByRole('heading', { level: 1 }).evaluate((title) => getComputedStyle(title).color),
  ]);
  return { ground: lightOrDark(ground), text: lightOrDark(text) };
}

/** @param colour as `rgb(r, g, b)` */
function lightOrDark(colour: string): string {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luma = (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
  if (luma > 0.7) return 'light';
  return luma < 0.3 ? 'dark' : `between (${colour})`;
}
