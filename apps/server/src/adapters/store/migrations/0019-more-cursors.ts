import type { Knex } from 'knex';

/**
 * Cursors kept for each reader. A stream mints them ahead of what its reader has stored, by as many batches as the network holds;
 * were the one that the reader holds among those let go of, the next session would have to compare everything. A thousand batches
 * are never under way at once.
 */
const CURSORS_PER_READER = 1000;
const BEFORE = 100;

const keep = (count: number) => `CREATE TRIGGER feed_cursors_outdated AFTER INSERT ON feed_cursors BEGIN
    DELETE FROM feed_cursors WHERE reader = new.reader AND number <= (
      SELECT number FROM feed_cursors WHERE reader = new.reader
      ORDER BY number DESC LIMIT 1 OFFSET ${count});
    END`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw('DROP TRIGGER feed_cursors_outdated');
  await knex.raw(keep(CURSORS_PER_READER));
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TRIGGER feed_cursors_outdated');
  await knex.raw(keep(BEFORE));
}
