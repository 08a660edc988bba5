import { type Problem, SYNC_ERROR_CODES, type SyncResult } from '@brique/shared';
import { expect } from 'vitest';
import type { Database } from '../../src/adapters/store/database.js';
import { type Answer, type Api, addItem, history } from '../support/api.js';
import { docsOf, expectSound, expectWords } from './words.js';

/** An instance in this process. */
export interface Side extends Api {
  readonly id: string;
  readonly database: Database;
}

/** What came of a session that met a fault. */
interface Outcome {
  /** 'done', or the code of its failure. */
  readonly code: string;
  /** What the initiator's history says of it; null for success, undefined for nothing. */
  readonly line: string | null | undefined;
}

/**
 * Runs a session in which something fails, and one after it. Checks that the first was answered in words, that nothing is half, that what
 * both sides' histories say of it is in words, and that the second ends identical with everything acknowledged.
 * @param acknowledged ids of items that are there before
 * @param begin lets the fault happen in what follows @returns a function that ends it
 */
export async function expectSessionSurvives(
  a: Side,
  b: Side,
  acknowledged: readonly string[],
  where: string,
  begin: () => () => void,
): Promise<Outcome> {
  const before = [await linesOf(a), await linesOf(b)];
  const heal = begin();
  const answer = await a.api<SyncResult | Problem>('POST', `/peers/${b.id}/sync`);
  heal();
  const code = expectClear(answer, where);
  await expectSound(a, where);
  await expectSound(b, where);

  const again = await a.api<SyncResult>('POST', `/peers/${b.id}/sync`);
  expect(again, where).toMatchObject({ status: 200, body: { identical: true } });
  const docs = await docsOf(a);
  expect((await docsOf(b)) === docs, where).toBe(true);
  expect(
    acknowledged.filter((id) => !docs.includes(id)),
    where,
  ).toEqual([]);

  const ours = (await linesOf(a)).slice(before[0]?.length);
  const theirs = (await linesOf(b)).slice(before[1]?.length);
  for (const line of [...ours, ...theirs]) if (line !== null) expectLine(line, where);
  expect([ours.at(-1), theirs.at(-1)], where).toEqual([null, null]);
  return { code, line: ours.length > 1 ? ours[0] : undefined };
}

/** Adds some items on both sides. @returns their ids */
export async function addSome(a: Side, b: Side, name: string): Promise<string[]> {
  const ids: string[] = [];
  for (const side of [a, b]) {
    for (let i = 0; i < 8; i++) ids.push((await addItem(side, { name: `${name} ${i}` })).id);
  }
  return ids;
}

function expectClear({ status, body }: Answer<SyncResult | Problem>, where: string): string {
  if (status === 200) return 'done';
  const { code, detail = '' } = body as Problem;
  expectLine(`${code}: ${detail}`, where);
  return code;
}

function expectLine(line: string, where: string): void {
  const [code = '', ...words] = line.split(': ');
  expect(SYNC_ERROR_CODES, where).toContain(code);
  expectWords(words.join(': '), where);
}

/** Errors of all sessions, oldest first; null for those that succeeded. */
async function linesOf(side: Api): Promise<(string | null)[]> {
  return (await history(side)).logs.map(({ error }) => error).reverse();
}
