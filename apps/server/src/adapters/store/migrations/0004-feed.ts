import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // One row: where the feed ends, and the fingerprint of all items, kept up to date by each write.
  await knex.raw(`
    CREATE TABLE replica_state (
      only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
      feed_head INTEGER NOT NULL,
      item_count INTEGER NOT NULL,
      sum_0 INTEGER NOT NULL,
      sum_1 INTEGER NOT NULL,
      sum_2 INTEGER NOT NULL,
      sum_3 INTEGER NOT NULL
    ) STRICT`);
  await knex.raw('INSERT INTO replica_state VALUES (1, 0, 0, 0, 0, 0, 0)');

  // Cursors we minted: what a token that a reader shows us means. Random, so that after a restore from a backup an old
  // place is unknown rather than wrong.
  await knex.raw(`
    CREATE TABLE feed_cursors (
      number INTEGER PRIMARY KEY,
      token TEXT NOT NULL UNIQUE,
      -- Instance id of the reader, or 'owner'.
      reader TEXT NOT NULL,
      feed_seq INTEGER NOT NULL
    ) STRICT`);
  await knex.raw('CREATE INDEX feed_cursors_by_reader ON feed_cursors (reader, number)');

  // Cursors we hold: how far we have read the feeds of others. Written in the transaction of the rows they came with.
  await knex.raw(`
    CREATE TABLE held_cursors (
      -- Instance id whose feed it is.
      feed_of TEXT PRIMARY KEY NOT NULL,
      token TEXT NOT NULL
    ) STRICT`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE held_cursors');
  await knex.raw('DROP TABLE feed_cursors');
  await knex.raw('DROP TABLE replica_state');
}
