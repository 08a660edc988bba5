import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // What the owner chose, by name; what is not here has its default.
  await knex.raw(`
    CREATE TABLE settings (
      key TEXT PRIMARY KEY NOT NULL,
      -- JSON.
      value TEXT NOT NULL
    ) STRICT`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE settings');
}
