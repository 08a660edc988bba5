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
  // A session that only held something back moved nothing, and is not to give way to the next one that did nothing.
  await sayUneventful(knex, ' + held + held_there');
}

/** Says anew what 0010-auto-sync calls uneventful. @param more counts that make a session one to be kept, as SQL */
async function sayUneventful(knex: Knex, more: string): Promise<void> {
  const triggers = { inserted: 'INSERT', updated: 'UPDATE OF ended' };
  for (const name of Object.keys(triggers)) await knex.raw(`DROP TRIGGER sync_logs_same_${name}`);
  await knex.raw('ALTER TABLE sync_logs DROP COLUMN uneventful');
  await knex.raw(`
    ALTER TABLE sync_logs ADD COLUMN uneventful TEXT GENERATED ALWAYS AS (
      CASE WHEN ended = 1 AND trigger IN ('automatic', 'change')
        AND items_received + items_sent + conflicts + rejected + reconciled${more} = 0
      THEN coalesce(substr(error, 1, instr(error, ':')), '') END) VIRTUAL`);
  for (const [name, when] of Object.entries(triggers)) {
    await knex.raw(`CREATE TRIGGER sync_logs_same_${name} AFTER ${when} ON sync_logs
      WHEN new.uneventful IS NOT NULL BEGIN
        DELETE FROM sync_logs
        WHERE id = (SELECT max(id) FROM sync_logs WHERE peer_id = new.peer_id AND id < new.id)
          AND uneventful = new.uneventful;
      END`);
  }
}

export async function down(knex: Knex): Promise<void> {
  await sayUneventful(knex, '');
  for (const column of ['held_there', 'held']) await knex.raw(`ALTER TABLE sync_logs DROP COLUMN ${column}`);
  await knex.raw('DROP TABLE held_items');
}
