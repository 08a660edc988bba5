import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // What lies in the trash, and since when this instance has seen it there. A deletion's own stamp may come from a clock
  // that was wrong, and deleting for good cannot be taken back.
  await knex.raw(`
    CREATE TABLE trash_marks (
      item_id TEXT PRIMARY KEY NOT NULL REFERENCES items (id),
      -- As the item has it: restored and deleted again, it is marked anew.
      deleted_at TEXT NOT NULL,
      -- In ms of the trash's own time, which never jumps (usecases/items/trash-retention.ts).
      seen INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE trash_marks');
}
