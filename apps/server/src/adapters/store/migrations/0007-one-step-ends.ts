import type { Knex } from 'knex';

/** Cursors kept for each reader; an older one is answered with cursor_unknown, which costs a reconcile. */
const CURSORS_PER_READER = 100;

// A session with nothing to do is a few milliseconds of handshake; each further statement, with a transaction around it, would
// add half a millisecond on either side. So what belongs to the one row that is written follows from it.
export async function up(knex: Knex): Promise<void> {
  // When the session ended; NULL while it runs, and when Brique was stopped before its end.
  await knex.raw('ALTER TABLE sync_logs ADD COLUMN ended_at TEXT');
  // The outcome of the comparison at its end, NULL when it did not come to that; and our fingerprint then.
  await knex.raw('ALTER TABLE sync_logs ADD COLUMN identical INTEGER');
  await knex.raw('ALTER TABLE sync_logs ADD COLUMN fingerprint TEXT');

  // A failure says nothing new about what the peer holds.
  const noteOnPeer = `
    UPDATE peers SET
      last_seen = iif(new.error IS NULL, new.ended_at, last_seen),
      last_sync = iif(new.error IS NULL, new.ended_at, last_sync),
      in_sync = coalesce(new.identical, in_sync),
      verified_at = iif(new.identical = 1, new.ended_at, verified_at),
      verified_fingerprint = iif(new.identical = 1, new.fingerprint, verified_fingerprint)
    WHERE id = new.peer_id`;
  await knex.raw(`CREATE TRIGGER sync_logs_end_inserted AFTER INSERT ON sync_logs
    WHEN new.ended_at IS NOT NULL BEGIN ${noteOnPeer}; END`);
  await knex.raw(`CREATE TRIGGER sync_logs_end_updated AFTER UPDATE OF ended_at ON sync_logs
    WHEN new.ended_at IS NOT NULL BEGIN ${noteOnPeer}; END`);

  await knex.raw(`CREATE TRIGGER feed_cursors_outdated AFTER INSERT ON feed_cursors BEGIN
    DELETE FROM feed_cursors WHERE reader = new.reader AND number <= (
      SELECT number FROM feed_cursors WHERE reader = new.reader
      ORDER BY number DESC LIMIT 1 OFFSET ${CURSORS_PER_READER});
    END`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TRIGGER feed_cursors_outdated');
  await knex.raw('DROP TRIGGER sync_logs_end_updated');
  await knex.raw('DROP TRIGGER sync_logs_end_inserted');
  for (const column of ['fingerprint', 'identical', 'ended_at']) {
    await knex.raw(`ALTER TABLE sync_logs DROP COLUMN ${column}`);
  }
}
