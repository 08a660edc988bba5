import type { ImportResult, ImportRowError } from '@brique/shared';
import { isDeleted, latestStamp } from '@brique/sync-core';
import { BriqueError } from '../brique-error.js';
import { emitItemsChanged } from '../events.js';
import { mendClock, type Replica } from '../sync/replica.js';
import type { ItemWrite, ReplicaTransaction } from '../sync/replica-store.js';
import { newItemWrite } from './items.js';
import type { Done, RecentActs } from './recent-acts.js';
import type { ImportedItem, ImportedRow } from './transfer/import.js';

/** Rows looked up and written at once. */
const BATCH = 2000;
/** Problems named; more of them say the same. */
const MAX_ERRORS = 100;

/**
 * Imports a whole file or nothing of it. Items whose serial number is taken, here or earlier in the file, are skipped, and
 * so are items whose id (of an export) is here already.
 * @param readRows reads the checked rows from the beginning; called twice, so that no transaction waits for a slow file
 *   and no mistake in the last row undoes a minute of writing
 * @param acts where it is remembered, to be taken back
 * @throws BriqueError as parseImport does; `import_invalid` never: rows with mistakes come back in the result
 */
export async function importItems(
  replica: Replica,
  newId: () => string,
  readRows: () => AsyncIterable<ImportedRow>,
  dryRun: boolean,
  acts: RecentActs,
): Promise<ImportResult & { errorCount: number }> {
  await mendClock(replica);
  const { errors, errorCount } = await findErrors(readRows());
  if (errorCount > 0 && !dryRun) return { imported: 0, skipped: 0, errors, errorCount, undoId: null };

  const counts = { imported: 0, skipped: 0 };
  const created: Done[] = [];
  await replica.store.write(async (tx) => {
    const taken: Taken = { serials: new Set(), ids: new Set() };
    for await (const batch of batches(readRows())) {
      const writes = await newWrites(replica, tx, newId, batch, taken);
      counts.imported += writes.length;
      counts.skipped += batch.length - writes.length;
      if (dryRun) continue;
      await tx.save(writes);
      for (const { item } of writes) created.push({ id: item.id, created: latestStamp(item) });
    }
  });
  emitItemsChanged(
    replica.events,
    created.map(({ id }) => id),
  );
  return { ...counts, errors, errorCount, undoId: acts.remember(created) };
}

async function findErrors(rows: AsyncIterable<ImportedRow>) {
  const errors: ImportRowError[] = [];
  let errorCount = 0;
  for await (const row of rows) {
    if (!('error' in row)) continue;
    errorCount += 1;
    if (errors.length < MAX_ERRORS) errors.push(row.error);
  }
  return { errors, errorCount };
}

/** What earlier rows of the file have taken. */
interface Taken {
  readonly serials: Set<string>;
  readonly ids: Set<string>;
}

/** The items of a batch that are not here yet. */
async function newWrites(
  replica: Replica,
  tx: ReplicaTransaction,
  newId: () => string,
  batch: readonly ImportedItem[],
  taken: Taken,
): Promise<ItemWrite[]> {
  const serialsHere = await tx.serialNumbersInUse(batch.flatMap(({ serialNumber }) => serialNumber || []));
  const here = await tx.load(batch.flatMap(({ id }) => id ?? []));
  const writes: ItemWrite[] = [];
  for (const { id, originPeerId, ...input } of batch) {
    const serial = input.serialNumber ?? '';
    if (serial !== '' && (serialsHere.has(serial) || taken.serials.has(serial))) continue;
    const existing = id === undefined ? undefined : here.get(id);
    const inTrash = existing !== undefined && isDeleted(existing.item);
    if (id !== undefined && (taken.ids.has(id) || (existing !== undefined && !inTrash))) continue;
    if (serial !== '') taken.serials.add(serial);
    if (id !== undefined) taken.ids.add(id);
    // What lies in the trash keeps its id there; the file's item comes anew.
    const newOrOwn = id === undefined || inTrash ? newId() : id;
    writes.push(newItemWrite(replica, newOrOwn, input, originPeerId ?? replica.instanceId));
  }
  return writes;
}

async function* batches(rows: AsyncIterable<ImportedRow>): AsyncGenerator<ImportedItem[]> {
  let batch: ImportedItem[] = [];
  for await (const row of rows) {
    if ('error' in row) continue;
    batch.push(row.input);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The error that a refused import is answered with; it says what the result says. */
export function importRefused(errorCount: number): BriqueError {
  return new BriqueError(
    'import_invalid',
    `${errorCount} ${errorCount === 1 ? 'row has' : 'rows have'} mistakes, so nothing was imported. Mend them and import the file again.`,
  );
}
