import type { Knex } from 'knex';

/** Refused items kept of each peer, the latest ones. */
const REFUSED_OF_PEER = 100;

export async function up(knex: Knex): Promise<void> {
  // Items that one of two did not take from the other, so that the page can say why they differ. Not all: a few tell.
  await knex.raw(`
    CREATE TABLE refused_items (
      number INTEGER PRIMARY KEY,
      peer_id TEXT NOT NULL REFERENCES peers (id),
      item_id TEXT NOT NULL,
      -- 1: the peer refused ours; 0: we refused its.
      there INTEGER NOT NULL,
      code TEXT NOT NULL,
      -- Wall-clock ms.
      refused_at INTEGER NOT NULL,
      UNIQUE (peer_id, item_id, there)
    ) STRICT`);
  await knex.raw(`CREATE TRIGGER refused_items_outdated AFTER INSERT ON refused_items BEGIN
    DELETE FROM refused_items WHERE peer_id = new.peer_id AND number <= (
      SELECT number FROM refused_items WHERE peer_id = new.peer_id
      ORDER BY number DESC LIMIT 1 OFFSET ${REFUSED_OF_PEER});
    END`);
  // Two that are identical refuse nothing any more.
  for (const when of ['INSERT', 'UPDATE OF ended_at']) {
    await knex.raw(`CREATE TRIGGER refused_items_over_${when.slice(0, 6).toLowerCase()} AFTER ${when} ON sync_logs
      WHEN new.identical = 1 BEGIN DELETE FROM refused_items WHERE peer_id = new.peer_id; END`);
  }
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TRIGGER refused_items_over_update');
  await knex.raw('DROP TRIGGER refused_items_over_insert');
  await knex.raw('DROP TABLE refused_items');
}
