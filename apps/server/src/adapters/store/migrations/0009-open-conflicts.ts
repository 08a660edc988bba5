import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // The few items with a conflict to settle are counted and listed without looking at the others.
  await knex.raw(`CREATE INDEX items_in_conflict ON items (deleted_at, updated_at)
    WHERE conflict_count > 0`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX items_in_conflict');
}
