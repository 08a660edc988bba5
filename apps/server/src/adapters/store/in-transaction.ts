import type { Knex } from 'knex';

/**
 * Runs work in one transaction: all of it is committed or nothing.
 * @throws what the work threw, else what committing it threw. (knex tells of a rollback that failed instead; but where the disk fails a
 * statement, SQLite has often rolled back by itself, and has nothing more to say than that there is no transaction.)
 */
export async function inTransaction<T>(
  writer: Knex,
  work: (trx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  let failure: { readonly error: unknown } | null = null;
  try {
    return await writer.transaction(async (trx) => {
      try {
        return await work(trx);
      } catch (error) {
        failure = { error };
        throw error;
      }
    });
  } catch (error) {
    // The compiler does not see that it may have been set meanwhile.
    throw (failure as { readonly error: unknown } | null)?.error ?? error;
  }
}
