import type { Locator, Page } from '@playwright/test';
import { decodeQR } from 'qr/decode.js';
import { expect, type Instance, test } from './support/brique-test.js';
import { film, launchWithCamera } from './support/camera.js';
import { PageWatch } from './support/page-watch.js';

const DRILL = { name: 'Perceuse à colonne', brand: 'Syderic', model: 'SZ 32', serialNumber: 'SY-1971-0042' };
const SAW = { name: 'Scie à ruban', brand: 'Guilliet', serialNumber: 'G/42' };

for (const language of ['en', 'fr'] as const) {
  test.describe(language === 'en' ? 'in English' : 'in French', () => {
    test.use({ language, locale: language });

    test('labels are printed, and each leads back to its item', async ({
      start,
      playwright,
      launchOptions,
    }, info) => {
      const atelier = await start(`Atelier-${language}`);
      const { page, inventory, words } = atelier;
      await inventory.create(DRILL);
      await inventory.create(SAW);
      const labels = page.getByTestId('label');
      let ids: string[] = [];

      await test.step('two selected items come as two labels, from the place that is free', async () => {
        for (const { name } of [DRILL, SAW])
          await page
            .getByRole('checkbox', { name: words.say('inventory.selection.select', { name }) })
            .check();
        const selection = page.getByRole('region', { name: words.say('inventory.selection.title') });
        await selection.getByRole('button', { name: words.say('inventory.export') }).click();
        await page.getByRole('menuitem', { name: words.say('labels.menu') }).click();
        await expect(labels).toHaveCount(2);
        await page.getByLabel(words.say('labels.format'), { exact: true }).selectOption('L7163');
        await page.getByLabel(words.say('labels.start')).fill('3');
        await expect(
          page.getByRole('button', { name: words.say('labels.startHere', { place: 2 }) }),
        ).toBeVisible();
        await page.reload();
        await expect(labels).toHaveCount(2);
      });

      await test.step('the codes on the sheet are read, and name the two items', async () => {
        await expect(labels.first()).toContainText(DRILL.name);
        ids = await labels.evaluateAll((all) =>
          all.map((label) => (label as HTMLElement).dataset.itemId ?? ''),
        );
        expect(new Set(ids).size).toBe(2);
        const codes = [await readCode(page, labels.nth(0)), await readCode(page, labels.nth(1))];
        expect(codes).toEqual(ids.map((id) => `WEB+BRIQUE:${id.toUpperCase()}`));
      });

      const [drillPhoto, sheetPhoto, filmPath] = ['drill.png', 'sheet.png', 'drill.mjpeg'].map((name) =>
        info.outputPath(name),
      ) as [string, string, string];
      await test.step('on paper there are the labels alone, one sheet a page', async () => {
        await labels.first().screenshot({ path: drillPhoto });
        await page.emulateMedia({ media: 'print' });
        await expect(page.getByRole('heading', { level: 1 })).toBeHidden();
        await page.locator('figure').screenshot({ path: sheetPhoto });
        await film(labels.first().locator('svg'), { width: 320, height: 240 }, filmPath);
        await page.emulateMedia({ media: null });
      });

      await test.step('a photo of one label opens its item', async () => {
        await openScan(atelier);
        await expect(page.getByText(words.say('scan.fault.none'))).toBeVisible();
        await givePhoto(page, drillPhoto);
        await expect(inventory.dialog(DRILL.name)).toBeVisible();
        await page.goBack();
      });

      await test.step('a photo of both asks which one', async () => {
        await givePhoto(page, sheetPhoto);
        await page.getByRole('link', { name: SAW.name }).click();
        await expect(inventory.dialog(SAW.name)).toBeVisible();
      });

      await test.step('the short id or the serial number can be typed', async () => {
        const shortId = `${ids[0]?.slice(-8, -4)}-${ids[0]?.slice(-4)}`;
        for (const text of [shortId, DRILL.serialNumber.toLowerCase()]) {
          await openScan(atelier);
          await page.getByLabel(words.say('scan.for.label.type')).fill(text);
          await page.keyboard.press('Enter');
          await expect(inventory.dialog(DRILL.name)).toBeVisible();
        }
      });

      await test.step('a label of another inventory says what to do', async () => {
        await page.goto(`/i/web+brique:01935b2c-7d1e-7abc-8def-0123456789ab`);
        await expect(page.getByRole('heading', { name: words.say('scan.code.notHereTitle') })).toBeVisible();
        await expect(
          page.getByRole('main').getByRole('link', { name: words.say('scan.code.sync') }),
        ).toBeVisible();
      });

      await test.step('the camera sees a label and opens its item', async () => {
        // A browser of its own, for that costs seconds: once is enough.
        if (language === 'fr') return;
        const browser = await launchWithCamera(playwright, launchOptions, filmPath);
        try {
          const telephone = await browser.newPage({ baseURL: atelier.brique.url, locale: language });
          const watch = new PageWatch(telephone, 'telephone');
          await telephone.goto('/scan');
          await expect(telephone.getByRole('dialog', { name: DRILL.name, exact: true })).toBeVisible();
          expect(watch.faults()).toEqual([]);
        } finally {
          await browser.close();
        }
      });
    });
  });
}

async function openScan({ page, words, inventory }: Instance): Promise<void> {
  await page.goto('/inventory');
  await expect(inventory.heading()).toBeVisible();
  await page.getByRole('link', { name: words.say('inventory.scan'), exact: true }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: words.say('scan.for.label.title') }),
  ).toBeVisible();
}

async function givePhoto(page: Page, path: string): Promise<void> {
  await page.locator('input[type="file"]').setInputFiles(path);
}

/** Reads the code of a label as it is on the screen, by a decoder outside of the page. */
async function readCode(page: Page, label: Locator): Promise<string> {
  const png = (await label.locator('svg').screenshot()).toString('base64');
  const { width, height, pixels } = await page.evaluate(async (source) => {
    const image = new Image();
    image.src = `data:image/png;base64,${source}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const text = Array.from(data, (byte) => String.fromCharCode(byte)).join('');
    return { width: image.width, height: image.height, pixels: btoa(text) };
  }, png);
  return decodeQR({ width, height, data: Buffer.from(pixels, 'base64') });
}
