import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test } from './support/brique-test.js';
import { ImportDialog } from './support/import-dialog.js';
import { pair } from './support/pairing.js';
import { sampleInventoryCsv } from './support/sample-inventory.js';

// Makes the pictures of the README: BRIQUE_SCREENSHOTS=1 npx playwright test
test.use({ viewport: { width: 1440, height: 900 }, fixedPorts: true, autoSync: true });

test('pictures of the inventory, of Home and of the synchronisation', async ({ start }, testInfo) => {
  const atelier = await start('Atelier');
  const garage = await start('Garage');
  const file = testInfo.outputPath('workshop.csv');
  await writeFile(file, sampleInventoryCsv());
  const list = new ImportDialog(atelier.inventory);
  await list.open(file);
  await list.importAll(200);

  await pair(atelier, garage);
  // A stranger's instance on this network would be in the picture.
  await expect(atelier.page.getByTestId('peer-card')).toHaveCount(1);

  await garage.inventory.open();
  await garage.inventory.expectCount(200);
  await garage.inventory.create({
    name: 'Band saw',
    category: 'Woodworking',
    brand: 'Metabo',
    model: 'BAS 318',
  });
  await garage.inventory.create({ name: 'Hand truck', category: 'Workshop', brand: 'Fetra' });
  await garage.inventory.edit('Band saw', { notes: 'New blade fitted' });
  await atelier.inventory.open();
  await atelier.inventory.expectCount(202);
  await atelier.inventory.edit('Band saw', { serialNumber: 'BRQ-2041' });
  await atelier.inventory.create({
    name: 'Pillar drill',
    category: 'Metalworking',
    brand: 'Flott',
    model: 'TB 10',
  });

  await atelier.inventory.expectCount(203);
  await takePicture(atelier.page, 'inventory');
  await atelier.page.goto('/');
  await expect(atelier.page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(atelier.page.locator('svg rect[fill^="url"]:visible').first()).toBeVisible();
  await takePicture(atelier.page, 'home');
  await atelier.sync.open();
  await garage.inventory.expectCount(203);
  await atelier.sync.synchronise('Garage', { received: 0, sent: 0 });
  await takePicture(atelier.page, 'synchronisation');
});

async function takePicture(page: Page, name: string): Promise<void> {
  // Toasts pass; a picture stays.
  await expect(page.locator('.mantine-Notification-root')).toHaveCount(0, { timeout: 20_000 });
  await page.mouse.move(0, 0);
  await page.screenshot({ path: fileURLToPath(new URL(`../docs/images/${name}.png`, import.meta.url)) });
}
