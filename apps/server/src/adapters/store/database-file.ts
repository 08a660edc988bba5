import type { Knex } from 'knex';

/** 'BRIQ': marks a SQLite file as ours. */
export const APPLICATION_ID = 0x42524951;
export const DATABASE_FILE = 'brique.db';

/** knex tells failures twice: it throws them, and prints them on stdout, where only the ready line belongs. */
export const quiet: NonNullable<Knex.Config['log']> = {
  warn: () => undefined,
  error: () => undefined,
  deprecate: () => undefined,
};
