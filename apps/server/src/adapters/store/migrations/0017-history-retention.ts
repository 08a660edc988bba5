import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // How far the history of items went at some times, so that its old end can go by age: what lies before a mark is older than it.
  // No index on item_history is needed: what goes is the beginning of the table.
  await knex.raw(`
    CREATE TABLE history_marks (
      -- The last feed_seq given out then.
      seq INTEGER PRIMARY KEY,
      -- The retention's own time then, ms (history-retention.ts).
      time INTEGER NOT NULL,
      -- Wall-clock ms then.
      at INTEGER NOT NULL,
      -- 1: the history begins after it; there is at most one.
      is_beginning INTEGER NOT NULL DEFAULT 0
    ) STRICT`);
  // 1: part of what the session changed here is no longer in item_history.
  await knex.raw('ALTER TABLE sync_logs ADD COLUMN history_pruned INTEGER NOT NULL DEFAULT 0');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE sync_logs DROP COLUMN history_pruned');
  await knex.raw('DROP TABLE history_marks');
}
