import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // One line for each session, failed ones included, seen from this side. Counts say what happened, not what was tried.
  await knex.raw(`
    CREATE TABLE sync_logs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      peer_id TEXT NOT NULL REFERENCES peers (id),
      -- The peer's name at the time.
      peer_name TEXT NOT NULL,
      -- When the session began.
      timestamp TEXT NOT NULL,
      trigger TEXT NOT NULL,
      initiated_by TEXT NOT NULL CHECK (initiated_by IN ('us', 'them')),
      items_received INTEGER NOT NULL DEFAULT 0,
      items_sent INTEGER NOT NULL DEFAULT 0,
      conflicts INTEGER NOT NULL DEFAULT 0,
      rejected INTEGER NOT NULL DEFAULT 0,
      bytes_received INTEGER NOT NULL DEFAULT 0,
      bytes_sent INTEGER NOT NULL DEFAULT 0,
      duration_ms INTEGER NOT NULL DEFAULT 0,
      -- Whether proof failed with nothing left to send, so that the session had to reconcile.
      reconciled INTEGER NOT NULL DEFAULT 0,
      -- 0 while the session runs: such a line is not history yet. A killed process leaves it so; the next start closes it.
      ended INTEGER NOT NULL DEFAULT 1,
      -- NULL when it succeeded; otherwise a code, a colon, and the reason in words.
      error TEXT
    ) STRICT`);
  // The history of one peer, newest first; ids grow with time.
  await knex.raw('CREATE INDEX sync_logs_by_peer ON sync_logs (peer_id, id)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE sync_logs');
}
