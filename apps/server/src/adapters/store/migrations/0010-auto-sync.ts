import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // 0: its owner leaves this peer out of automatic synchronisation.
  await knex.raw('ALTER TABLE peers ADD COLUMN auto_sync INTEGER NOT NULL DEFAULT 1');

  // What a session that nobody asked for came to when it moved nothing: '' or why it failed; NULL for all others.
  await knex.raw(`
    ALTER TABLE sync_logs ADD COLUMN uneventful TEXT GENERATED ALWAYS AS (
      CASE WHEN ended = 1 AND trigger IN ('automatic', 'change')
        AND items_received + items_sent + conflicts + rejected + reconciled = 0
      THEN coalesce(substr(error, 1, instr(error, ':')), '') END) VIRTUAL`);
  // Every few minutes such a session; of those in a row that say the same of a peer, the history keeps the last.
  const keepLast = `
    DELETE FROM sync_logs
    WHERE id = (SELECT max(id) FROM sync_logs WHERE peer_id = new.peer_id AND id < new.id)
      AND uneventful = new.uneventful`;
  await knex.raw(`CREATE TRIGGER sync_logs_same_inserted AFTER INSERT ON sync_logs
    WHEN new.uneventful IS NOT NULL BEGIN ${keepLast}; END`);
  await knex.raw(`CREATE TRIGGER sync_logs_same_updated AFTER UPDATE OF ended ON sync_logs
    WHEN new.uneventful IS NOT NULL BEGIN ${keepLast}; END`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TRIGGER sync_logs_same_updated');
  await knex.raw('DROP TRIGGER sync_logs_same_inserted');
  await knex.raw('ALTER TABLE sync_logs DROP COLUMN uneventful');
  await knex.raw('ALTER TABLE peers DROP COLUMN auto_sync');
}
