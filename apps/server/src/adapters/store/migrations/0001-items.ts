import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // Things people own. `doc` is the truth: the item's keys, stamps and versions as canonical JSON, streamed to peers as
  // it stands. All columns behind `doc` are projected from it, for search and sort.
  await knex.raw(`
    CREATE TABLE items (
      -- Stable row number for the full-text index; VACUUM may renumber an implicit rowid.
      row INTEGER PRIMARY KEY,
      -- UUIDv7, minted by the instance that created the item.
      id TEXT NOT NULL UNIQUE,
      -- Place in this instance's feed; each change, local or received, moves the item to the end.
      feed_seq INTEGER NOT NULL,
      -- The peer whose copy this is byte for byte: it is not sent back there. NULL when written or merged here.
      received_from TEXT,
      -- Wall-clock ms at which it last moved in the feed, for clients that ask "since" a time.
      changed_at INTEGER NOT NULL,
      -- The first 128 bits of SHA-256(doc) as four 32-bit words, so that SQL can sum ranges without overflow.
      digest_0 INTEGER NOT NULL,
      digest_1 INTEGER NOT NULL,
      digest_2 INTEGER NOT NULL,
      digest_3 INTEGER NOT NULL,
      doc TEXT NOT NULL,
      name TEXT NOT NULL,
      category TEXT NOT NULL,
      brand TEXT NOT NULL,
      model TEXT NOT NULL,
      serial_number TEXT NOT NULL,
      purchase_date TEXT,
      notes TEXT NOT NULL,
      photo_asset_id TEXT,
      health TEXT NOT NULL,
      asset_count INTEGER NOT NULL,
      conflict_count INTEGER NOT NULL,
      -- Instance id of the creator.
      origin_peer_id TEXT NOT NULL,
      -- Number of changes the item has had, wherever made.
      sync_version INTEGER NOT NULL DEFAULT 1,
      created_at TEXT NOT NULL,
      updated_at TEXT NOT NULL,
      -- Set while the item is in the trash.
      deleted_at TEXT,
      -- The name without case and accents; SQLite's own collations know ASCII only.
      sort_name TEXT NOT NULL
    ) STRICT`);
  // The feed is a range scan over this index.
  await knex.raw('CREATE UNIQUE INDEX items_feed ON items (feed_seq)');
  // The two orders lists are read in; ties fall back on row, which every index ends with.
  await knex.raw('CREATE INDEX items_by_name ON items (sort_name)');
  await knex.raw('CREATE INDEX items_by_update ON items (updated_at)');
  // An import looks its serial numbers up; many items have none.
  await knex.raw("CREATE INDEX items_by_serial ON items (serial_number) WHERE serial_number <> ''");

  // Full-text index without a copy of the texts; remove_diacritics 2 folds all accents, so that "cafe" finds "café".
  await knex.raw(`
    CREATE VIRTUAL TABLE items_search USING fts5 (
      name, brand, model, serial_number, category, notes,
      content = 'items', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2'
    )`);
  const columns = 'name, brand, model, serial_number, category, notes';
  const values = (row: 'old' | 'new') =>
    columns
      .split(', ')
      .map((column) => `${row}.${column}`)
      .join(', ');
  const remove = `INSERT INTO items_search (items_search, rowid, ${columns}) VALUES ('delete', old.row, ${values('old')})`;
  const insert = `INSERT INTO items_search (rowid, ${columns}) VALUES (new.row, ${values('new')})`;
  // Triggers keep the index in step within the transaction that changes the item.
  await knex.raw(`CREATE TRIGGER items_search_insert AFTER INSERT ON items BEGIN ${insert}; END`);
  await knex.raw(`CREATE TRIGGER items_search_delete AFTER DELETE ON items BEGIN ${remove}; END`);
  await knex.raw(`
    CREATE TRIGGER items_search_update AFTER UPDATE OF ${columns} ON items
    WHEN (${values('old')}) IS NOT (${values('new')})
    BEGIN ${remove}; ${insert}; END`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE items_search');
  await knex.raw('DROP TABLE items');
}
