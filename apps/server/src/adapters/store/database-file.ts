import type { Knex } from 'knex';

/** 'BRIQ': marks a SQLite file as ours. */
export const APPLICATION_ID = 0x42524951;
export const DATABASE_FILE = 'brique.db';
/** Holds the backups, in the data folder. */
export const BACKUPS_FOLDER = 'backups';

/** knex tells failures twice: it throws them, and prints them on stdout, where only the ready line belongs. */
export const quiet: NonNullable<Knex.Config['log']> = {
  warn: () => undefined,
  error: () => undefined,
  deprecate: () => undefined,
};
