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
  console.log(JSON.stringify(shown));

  await test.step('the progress was seen to move', async () => {
    const bars = new Set(shown.filter(({ text }) => text.includes('of 5,000')).map(({ bar }) => bar));
    expect(bars.size).toBeGreaterThan(1);
  });

  await test.step('all are there, once, with all that their columns held', async () => {
    await garage.inventory.open();
    await garage.inventory.expectCount(COUNT);
  });
});
