import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  // Where to try a peer that mDNS does not see: `address` is where it was last reached, the other two follow in this order.
  // JSON list of host:port, the latest first: where it was reached before that.
  await knex.raw("ALTER TABLE peers ADD COLUMN earlier_addresses TEXT NOT NULL DEFAULT '[]'");
  // What its owner typed, which being reached elsewhere does not change; NULL when nobody did, or before this column.
  await knex.raw('ALTER TABLE peers ADD COLUMN typed_address TEXT');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE peers DROP COLUMN typed_address');
  await knex.raw('ALTER TABLE peers DROP COLUMN earlier_addresses');
}
