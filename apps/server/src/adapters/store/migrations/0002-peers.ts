import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // Instances we have something to do with: added, asking, answered. What mDNS merely sees stays in memory.
  await knex.raw(`
    CREATE TABLE peers (
      -- Instance id: base32 of the SHA-256 of the certificate's public key.
      id TEXT PRIMARY KEY NOT NULL,
      name TEXT NOT NULL,
      -- 1 when the owner gave the name: what the peer calls itself no longer changes it.
      renamed INTEGER NOT NULL DEFAULT 0,
      -- host:port where last reached or seen; a hint, never identity.
      address TEXT NOT NULL,
      last_seen TEXT,
      last_sync TEXT,
      -- Our answer: discovered (added, unanswered), requested (it asked), trusted, revoked.
      trust TEXT NOT NULL CHECK (trust IN ('discovered', 'requested', 'trusted', 'revoked')),
      is_trusted INTEGER GENERATED ALWAYS AS (trust = 'trusted') VIRTUAL,
      created_at TEXT NOT NULL,
      -- The pinned certificate (PEM); connections are made to nobody else.
      certificate TEXT NOT NULL,
      -- Outcome of the last comparison of everything: 1 identical, 0 different, NULL never compared.
      in_sync INTEGER,
      verified_at TEXT,
      -- Fingerprint that was proved identical; another one of ours now means unknown, not identical.
      verified_fingerprint TEXT,
      -- Removed by the owner. The row stays so that the history keeps its name; it is nobody until it is met again.
      removed_at TEXT
    ) STRICT`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE peers');
}
