import { writeFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, type Instance, test } from './support/brique-test.js';
import { ImportDialog } from './support/import-dialog.js';
import { InventoryPage } from './support/inventory-page.js';
import { pair } from './support/pairing.js';
import { Words } from './support/words.js';

const LONG = 'Machine à coudre de grand-mère, avec sa valise et ses trente-deux canettes';
const SERIAL = 'SN-000000000000000000000000000000000000000000000000000000042';

/** Every page, and what tells that it shows what it is about. */
const PAGES: readonly (readonly [path: string, shows: (page: Page) => Locator])[] = [
  ['/', (page) => page.getByTestId('total')],
  ['/inventory', (page) => page.getByTestId('item-row')],
  ['/inventory?view=cards', (page) => page.getByTestId('item-row')],
  ['/inventory?trash=true', heading],
  ['/inventory/new', (page) => page.getByRole('dialog').getByRole('textbox')],
  ['/conflicts', heading],
  ['/settings', (page) => page.getByTestId('data-dir')],
  ['/labels?list=true', (page) => page.getByTestId('label')],
  ['/print', (page) => page.getByRole('row')],
  ['/scan', heading],
  ['/nowhere', heading],
];

test.describe('at the width of a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('no page scrolls sideways, in either language', async ({ start }, info) => {
    const atelier = await start('Atelier');
    const { page, inventory } = atelier;
    const file = info.outputPath('list.csv');
    await writeFile(
      file,
      `name;category;brand;serial;shelf;bought\n${LONG};Électroménager;Bernina;${SERIAL};B2;\n`,
    );
    await page.goto('/');
    await expectNoSidewaysScroll(atelier);
    await page.goto('/inventory');
    await new ImportDialog(inventory).open(file);
    await new ImportDialog(inventory).importAll(1);

    for (const language of ['en', 'fr'] as const) {
      const words = new Words(language);
      if (language === 'fr') await page.getByRole('button', { name: 'FR, Français' }).click();
      await test.step(`the pages, ${language}`, async () => {
        for (const [path, shows] of PAGES) {
          await page.goto(path);
          await expect(shows(page).first()).toBeVisible();
          await expectNoSidewaysScroll(atelier);
        }
      });

      await test.step(`an item, its form and an import, ${language}`, async () => {
        await page.goto('/inventory');
        await inventory.row(LONG).tap();
        const panel = page.getByRole('dialog');
        await expect(panel.getByText(SERIAL)).toBeVisible();
        await expectNoSidewaysScroll(atelier);
        await panel.getByRole('link', { name: words.say('detail.edit') }).tap();
        await expect(panel.getByRole('button', { name: words.say('form.save') })).toBeVisible();
        await expectNoSidewaysScroll(atelier);
        await page.goto('/inventory');
        const list = new ImportDialog(new InventoryPage(page, words));
        await list.open(file);
        await expect(list.column('category')).toBeVisible();
        await expectNoSidewaysScroll(atelier);
        await list.click('check');
        await expect(list.text('skipped', { count: 1 })).toBeVisible();
        await expectNoSidewaysScroll(atelier);
        await page.goto('/inventory');
      });
    }
  });

  test('the synchronisation fits, with another instance and with an invite', async ({ atelier, garage }) => {
    const { page, inventory, sync } = atelier;
    await inventory.create({ name: 'Rabot' });
    await sync.open();
    await expectNoSidewaysScroll(atelier);
    await pair(atelier, garage);
    await sync.synchronise(garage.name, { received: 0, sent: 1 });
    for (const language of ['en', 'fr'] as const) {
      const words = new Words(language);
      if (language === 'fr') await page.getByRole('button', { name: 'FR, Français' }).click();
      await expect(page.getByRole('heading', { name: words.say('sync.history.title') })).toBeVisible();
      await expectNoSidewaysScroll(atelier);
      await page.getByRole('button', { name: words.say('pairing.invite') }).click();
      await expect(page.getByTestId('invite-link')).not.toBeEmpty();
      await expectNoSidewaysScroll(atelier);
      await page.getByRole('button', { name: words.say('pairing.withdraw') }).click();
      await expect(page.getByRole('dialog')).toBeHidden();
    }
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

function heading(page: Page): Locator {
  return page.getByRole('heading', { level: 1 });
}

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
