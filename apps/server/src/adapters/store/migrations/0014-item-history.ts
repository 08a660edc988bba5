import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // One row for each write to an item: what it was before. What a write did is the difference between neighbours, the
  // last of them the item itself. Nothing is known of what was written before this table was there.
  await knex.raw(`
    CREATE TABLE item_history (
      -- The feed_seq that the write gave the item: writes in their order, each row at the end of the table.
      seq INTEGER PRIMARY KEY,
      item_id TEXT NOT NULL,
      -- The item's doc before the write; NULL when it made the item here.
      before TEXT,
      -- Wall-clock ms.
      at INTEGER NOT NULL,
      -- The session that wrote it, of sync_logs; NULL when written here, or in no session.
      log_id INTEGER,
      -- Who sent it, when no session tells. NULL when written here.
      from_peer TEXT
    ) STRICT`);
  // The history of one item, newest first; each index ends with seq.
  await knex.raw('CREATE INDEX item_history_by_item ON item_history (item_id)');
  // What one session did here.
  await knex.raw('CREATE INDEX item_history_by_session ON item_history (log_id) WHERE log_id IS NOT NULL');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE item_history');
}
