import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // Copies of items that came from elsewhere and are not merged, for they would take something from an item here: until their
  // session has come to its end (staged), and from then on until the owner decides, when the session goes too far.
  await knex.raw(`
    CREATE TABLE held_items (
      -- Copies in the order in which they came; never given twice, for the page goes on from them.
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      item_id TEXT NOT NULL,
      -- Instance id of the sender, who may have been removed since.
      from_peer TEXT NOT NULL,
      -- As in items.
      doc TEXT NOT NULL,
      digest_0 INTEGER NOT NULL,
      digest_1 INTEGER NOT NULL,
      digest_2 INTEGER NOT NULL,
      digest_3 INTEGER NOT NULL,
      loss TEXT NOT NULL CHECK (loss IN ('delete', 'overwrite')),
      staged INTEGER NOT NULL,
      -- Wall-clock ms.
      held_at INTEGER NOT NULL
    ) STRICT`);
  // A further copy of an item that is held.
  await knex.raw('CREATE INDEX held_items_by_item ON held_items (item_id)');
  // What one sender has brought, in its order.
  await knex.raw('CREATE INDEX held_items_by_sender ON held_items (from_peer, staged, number)');
  // Items of a session that wait for a decision on this side, and on the other.
  await knex.raw('ALTER TABLE sync_logs ADD COLUMN held INTEGER NOT NULL DEFAULT 0');
  await knex.raw('ALTER TABLE sync_logs ADD COLUMN held_there INTEGER NOT NULL DEFAULT 0');
}

export async function down(knex: Knex): Promise<void> {
  for (const column of ['held_there', 'held']) await knex.raw(`ALTER TABLE sync_logs DROP COLUMN ${column}`);
  await knex.raw('DROP TABLE held_items');
}
