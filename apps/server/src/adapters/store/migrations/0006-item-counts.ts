import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // Lists say how many items there are, and of which category, brand, health and origin: all counted from this index alone,
  // without reading an item.
  await knex.raw('CREATE INDEX items_shown ON items (deleted_at, category, brand, health, origin_peer_id)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX items_shown');
}
