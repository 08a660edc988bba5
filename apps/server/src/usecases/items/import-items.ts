import type { Duplicates, ImportResult, ImportRowError } from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import { emitItemsChanged } from '../events.js';
import type { Replica } from '../sync/replica.js';
import { ImportWriter } from './import-writer.js';
import type { RecentActs } from './recent-acts.js';
import type { ImportedItem, ImportedRow } from './transfer/import.js';

/** Rows looked up and written at once. (Each statement makes the full-text index write out what it holds: 500 cost a quarter more.) */
const BATCH = 2000;
/** Problems named; more of them say the same. */
const MAX_ERRORS = 1000;

/** What to do with a file. */
export interface ImportPlan {
  /** The checked rows from the beginning of the file, which is at hand: a transaction waits for them. */
  readonly rows: AsyncIterable<ImportedRow>;
  readonly dryRun: boolean;
  readonly duplicates: Duplicates;
  /** Told how many rows were read so far, after each batch. */
  onProgress?(rows: number): void;
  /** Ends the import; nothing of it is left. */
  readonly signal?: AbortSignal;
}

/**
 * Imports a whole file or nothing of it, in one pass: rows are written as they are read, and a mistake in one undoes all (a person has
 * made a dry run before).
 *
 * A row whose item is here already is a duplicate: by its id, when the file is an export of ours, or by its serial number. So is one whose
 * id or serial number stands earlier in the file. It is skipped; or written into that item, where what the file leaves empty stays as it
 * is; or created all the same, under a new id. What lies in the trash is not here.
 *
 * @param acts where it is remembered, to be taken back
 * @throws BriqueError as parseImport does, and `cancelled`; `import_invalid` never: rows with mistakes come back in the result
 */
export async function importItems(
  replica: Replica,
  newId: () => string,
  plan: ImportPlan,
  acts: RecentActs,
): Promise<ImportResult> {
  const writer = new ImportWriter(replica, newId, plan.duplicates, plan.dryRun);
  const errors: ImportRowError[] = [];
  let errorCount = 0;
  const note = (batch: Batch) => {
    errorCount += batch.errors.length;
    errors.push(...batch.errors.slice(0, MAX_ERRORS - errors.length));
    plan.onProgress?.(batch.reached);
    if (plan.signal?.aborted)
      throw new BriqueError('cancelled', 'The import was stopped; nothing of it is left.');
  };

  if (plan.dryRun) {
    // A transaction for each batch: nothing is written, so nobody who writes has to wait for the whole file.
    for await (const batch of readAhead(batches(plan.rows))) {
      note(batch);
      await replica.store.write((tx) => writer.take(tx, batch.items));
    }
    return { ...writer.counts, errors, errorCount, undoId: null };
  }

  const isWhole = await replica.store
    .write(async (tx) => {
      for await (const batch of readAhead(batches(plan.rows))) {
        note(batch);
        if (errorCount === 0) await writer.take(tx, batch.items);
      }
      if (errorCount > 0) throw new RowsWithMistakes();
      return true;
    })
    .catch((error: unknown) => {
      if (error instanceof RowsWithMistakes) return false;
      throw error;
    });
  if (!isWhole) return { imported: 0, skipped: 0, updated: 0, errors, errorCount, undoId: null };
  const done = writer.done();
  emitItemsChanged(
    replica.events,
    done.map(({ id }) => id),
  );
  return { ...writer.counts, errors, errorCount, undoId: acts.remember(done) };
}

/** Rolls the transaction back. */
class RowsWithMistakes extends Error {}

interface Batch {
  items: ImportedItem[];
  errors: ImportRowError[];
  /** Rows read so far, those of this batch among them. */
  reached: number;
}

async function* batches(rows: AsyncIterable<ImportedRow>): AsyncGenerator<Batch, void, void> {
  let items: ImportedItem[] = [];
  let errors: ImportRowError[] = [];
  let reached = 0;
  for await (const row of rows) {
    reached += 1;
    if ('error' in row) errors.push(row.error);
    else items.push(row.input);
    if (items.length + errors.length < BATCH) continue;
    yield { items, errors, reached };
    items = [];
    errors = [];
  }
  yield { items, errors, reached };
}

/** Reads the next one while the last one is being worked on. */
async function* readAhead<T>(source: AsyncGenerator<T, void, void>): AsyncGenerator<T, void, void> {
  let next = source.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = source.next();
      // Whoever awaits it sees it fail; until then nobody does.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    await source.return();
  }
}

/** The error that a refused import is answered with; it says what the result says. */
export function importRefused(errorCount: number): BriqueError {
  return new BriqueError(
    'import_invalid',
    `${errorCount} ${errorCount === 1 ? 'row has' : 'rows have'} mistakes, so nothing was imported. Mend them and import the file again.`,
  );
}
