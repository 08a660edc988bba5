import { expect, test } from './support/brique-test.js';
import { ImportDialog } from './support/import-dialog.js';
import { pair } from './support/pairing.js';
import { recordProgress } from './support/progress-recorder.js';
import { NO_RECORDS, writeRecords } from './support/real-records.js';

const COUNT = 5000;

test.skip(NO_RECORDS !== null, NO_RECORDS ?? '');

test('5,000 real records are imported with their columns and appear on the other side', async ({
  atelier,
  garage,
}, testInfo) => {
  await test.step('imported through the dialog, a column chosen by hand', async () => {
    const list = new ImportDialog(atelier.inventory);
    const file = testInfo.outputPath('records.csv');
    await writeRecords(COUNT, file);
    await list.open(file);
    // Guessed from the column names.
    await expect(list.column('name')).toHaveValue('partner_product_category');
    await expect(list.column('serialNumber')).toHaveValue('id');
    await list.column('purchaseDate').selectOption('event_date');
    await list.importAll(COUNT);
    await atelier.inventory.expectCount(COUNT);
  });

  await pair(atelier, garage);
  const shown = await recordProgress(atelier.page);
  await atelier.sync.synchronise(garage.name, { received: 0, sent: COUNT }, 60_000);

  await test.step('the progress was seen to move', async () => {
    const onTheWay = shown.filter(({ text, bar }) => text.includes(' of 5,000') && bar > 0 && bar < 100);
    expect(onTheWay.length, JSON.stringify(shown)).toBeGreaterThan(0);
    expect(new Set(shown.map(({ bar }) => bar)).size).toBeGreaterThan(2);
  });

  await test.step('all are there, once, with all that their columns held', async () => {
    const { inventory } = garage;
    await inventory.open();
    await inventory.expectCount(COUNT);
    await inventory.search('rcdenmark_47680');
    await inventory.expectCount(1, 'inventory.found');
    const name = 'Cykler ~ el+cykel';
    const panel = await inventory.openItem(name);
    await expect(inventory.fact(panel, 'category')).toHaveText('Large home electrical');
    await expect(inventory.fact(panel, 'brand')).toHaveText('pantera mosquito');
    await expect(inventory.fact(panel, 'serialNumber')).toHaveText('rcdenmark_47680');
    await expect(inventory.fact(panel, 'purchaseDate')).toHaveText('8 February 2024');
    await inventory.closePanel(name);
  });

  await test.step('the history of both sides has the one session', async () => {
    const entry = { outcome: 'succeeded', conflicts: 0 } as const;
    await atelier.sync.open();
    await atelier.sync.expectHistory([
      { ...entry, with: garage.name, startedBy: 'us', received: 0, sent: COUNT },
    ]);
    await garage.sync.open();
    await garage.sync.expectHistory([
      { ...entry, with: atelier.name, startedBy: 'them', received: COUNT, sent: 0 },
    ]);
  });
});
