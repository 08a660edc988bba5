import { expect, type Instance, test } from './support/brique-test.js';
import { readHistory } from './support/history.js';
import { ImportDialog } from './support/import-dialog.js';
import { pair } from './support/pairing.js';
import { recordProgress } from './support/progress-recorder.js';
import { NO_RECORDS, writeRecords } from './support/real-records.js';

/** Enough for a session of several batches, so that it can be cut between them. */
const COUNT = 12_000;
/** What features.md allows for noticing that an instance is gone, and room for a loaded machine. */
const OFFLINE_MS = 40_000;

test.skip(NO_RECORDS !== null, NO_RECORDS ?? '');
test.use({ fixedPorts: true });

test('the other instance is killed in the middle of a session and brought back', async ({
  atelier,
  garage,
}, testInfo) => {
  const { words } = atelier;
  const file = testInfo.outputPath('records.csv');
  await writeRecords(COUNT, file);
  const list = new ImportDialog(atelier.inventory);
  await list.open(file);
  await list.importAll(COUNT);
  await pair(atelier, garage);

  await test.step('killed while the progress shows that some items went over and some did not', async () => {
    atelier.watch.expectRefusal(502);
    garage.watch.expectOutage();
    let cutAt = 0;
    await recordProgress(atelier.page, ({ bar }) => {
      if (cutAt > 0 || bar === 0 || bar === 100) return;
      cutAt = bar;
      garage.brique.kill();
    });
    await atelier.sync.startSync(garage.name);
    await expect.poll(() => cutAt, { timeout: 30_000 }).toBeGreaterThan(0);
    await garage.brique.gone();
    const card = atelier.sync.card(garage.name);
    await expect(card).toContainText(words.say('sync.failedTitle'));
    await expect(card).toContainText(words.say('sync.error.connection_lost'));
  });

  await test.step('its page says that it is stopped; the other page shows it offline', async () => {
    await expect(garage.page.getByRole('alert').getByText(words.say('shell.stopped'))).toBeVisible();
    await atelier.sync.expectStatus(garage.name, 'offline', OFFLINE_MS);
  });

  await test.step('brought back, it is online again and its page goes on by itself', async () => {
    await garage.brique.startAgain();
    await atelier.sync.expectStatus(garage.name, 'online', 20_000);
    await expect(garage.page.getByText(words.say('shell.stopped'))).toBeHidden({ timeout: 20_000 });
  });

  await test.step('the next synchronisation finishes the work, and nothing is there twice', async () => {
    await atelier.sync.startSync(garage.name);
    await expect(atelier.sync.card(garage.name)).toContainText(words.say('sync.identical'), {
      timeout: 60_000,
    });
    await garage.inventory.open();
    await garage.inventory.expectCount(COUNT);
    await atelier.inventory.open();
    await atelier.inventory.expectCount(COUNT);
  });

  await test.step('both histories show the failure and the success, which make up the whole', async () => {
    const inAtelier = await failureThenSuccess(atelier);
    const inGarage = await failureThenSuccess(garage);
    expect(inGarage.failed.received + inGarage.done.received).toBe(COUNT);
    expect(inGarage.failed.received).toBeGreaterThan(0);
    expect(inAtelier.done.sent).toBe(inGarage.done.received);
    // The batch that was on its way may have been kept there without an answer having come back.
    expect(inAtelier.failed.sent).toBeGreaterThan(0);
    expect(inAtelier.failed.sent).toBeLessThanOrEqual(inGarage.failed.received);
  });
});

async function failureThenSuccess({ sync, words }: Instance) {
  await sync.open();
  await expect(sync.history).toHaveCount(2);
  await expect(sync.history.nth(1)).toContainText(words.say('sync.error.connection_lost'));
  const [done, failed] = await readHistory(sync.history, words);
  if (done?.outcome !== 'succeeded' || failed?.outcome !== 'failed') {
    throw new Error(`The history is ${JSON.stringify([done, failed])}.`);
  }
  return { done, failed };
}
