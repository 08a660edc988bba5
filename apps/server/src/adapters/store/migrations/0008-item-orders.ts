import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // The other orders that lists are read in; the one by creation is that of the ids.
  await knex.raw('CREATE INDEX items_by_category ON items (category)');
  await knex.raw('CREATE INDEX items_by_brand ON items (brand)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX items_by_brand');
  await knex.raw('DROP INDEX items_by_category');
}
