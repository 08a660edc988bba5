import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // What a trusted peer may do: household, everything both ways; guest, read what we share.
  await knex.raw(`ALTER TABLE peers ADD COLUMN scope TEXT NOT NULL DEFAULT 'household'
    CHECK (scope IN ('household', 'guest'))`);
  // When the trust ends by itself; NULL: when the owner ends it.
  await knex.raw('ALTER TABLE peers ADD COLUMN trusted_until TEXT');
  // How it came to be trusted last; NULL while it never was.
  await knex.raw(
    `ALTER TABLE peers ADD COLUMN trusted_by TEXT CHECK (trusted_by IN ('hand', 'invite', 'grid'))`,
  );
  await knex.raw(`UPDATE peers SET trusted_by = 'hand' WHERE trust IN ('trusted', 'revoked')`);
}

export async function down(knex: Knex): Promise<void> {
  for (const column of ['trusted_by', 'trusted_until', 'scope']) {
    await knex.raw(`ALTER TABLE peers DROP COLUMN ${column}`);
  }
}
