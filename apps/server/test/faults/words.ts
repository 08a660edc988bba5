import { expect } from 'vitest';
import type { Database } from '../../src/adapters/store/database.js';
import { expectWhole, withDatabase } from '../crash/whole-database.js';

/** An instance in this process. */
interface OnDatabase {
  readonly database: Database;
}

/** A sentence or more, on one line. */
const WORDS = /^[A-Z“\d][^`\n]*[.?]$/;
const SQL = /\b(select|insert|update|delete from|begin|commit|values)\b|\?,/i;

/** Checks that a failure is told in words, without a trace of SQL. */
export function expectWords(text: string | undefined, where: string): void {
  expect(text, where).toMatch(WORDS);
  expect(text, where).not.toMatch(SQL);
}

/** Checks that the database of a running instance is whole. @throws Error that says where */
export async function expectSound(app: OnDatabase, where: string): Promise<void> {
  try {
    await withDatabase(await dataDirOf(app), expectWhole);
  } catch (error) {
    throw new Error(where, { cause: error });
  }
}

export async function dataDirOf(app: OnDatabase): Promise<string> {
  return (await fileOf(app)).replace(/[/\\][^/\\]*$/, '');
}

/** Its database. */
export async function fileOf(app: OnDatabase): Promise<string> {
  const [{ file }] = await app.database.reader.raw('PRAGMA database_list');
  return file;
}

/** All its items as they are stored, in one text. */
export async function docsOf(app: OnDatabase): Promise<string> {
  return (await app.database.reader('items').orderBy('id').pluck('doc')).join('\n');
}
