import type { Problem, SyncResult } from '@brique/shared';
import { SYNC_ERROR_CODES } from '@brique/shared';
import { expect, it } from 'vitest';
import { type Answer, addItem, changeItem, history } from '../support/api.js';
import { startPair, type TestApp } from '../support/build-app.js';
import { failingSqlite, SQLITE_ERRORS } from './failing-sqlite.js';
import { callsToFail, random, SEED } from './strides.js';
import { docsOf, expectSound, expectWords, fileOf } from './words.js';

it.each(['initiator', 'responder'] as const)(
  'whichever statement of a session fails, the %s’s: it says so on both sides, nothing is half, and the next session ends identical',
  async (who) => {
    const { a, b } = await startPair({ batchItems: 6 });
    const victim = who === 'initiator' ? a : b;
    const outcomes: Record<string, number> = {};
    for (const n of callsToFail(4)) {
      const written = await writeSome(a, b, n);
      const code = random.pick(SQLITE_ERRORS);
      const stays = random.chance(0.3);
      const where = `statement ${n} of the ${who} fails with ${code}${stays ? ' and all that follow' : ''}, seed ${SEED}`;
      const before = [await lines(a), await lines(b)];
      const disk = failingSqlite(await fileOf(victim), (call) =>
        call === n || (stays && call > n) ? code : null,
      );
      const answer = await a.api<SyncResult | Problem>('POST', `/peers/${b.id}/sync`);
      disk.heal();
      const outcome = expectClear(answer, where);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;

      await expectSound(a, where);
      await expectSound(b, where);
      const again = await a.api<SyncResult>('POST', `/peers/${b.id}/sync`);
      expect(again, where).toMatchObject({ status: 200, body: { identical: true } });
      const docs = await docsOf(a);
      expect((await docsOf(b)) === docs, where).toBe(true);
      for (const id of written) expect(docs.includes(id), where).toBe(true);
      const [ours = [], theirs = []] = [
        (await lines(a)).slice(before[0]?.length),
        (await lines(b)).slice(before[1]?.length),
      ];
      for (const line of [...ours, ...theirs]) if (line !== null) expectLine(line, where);
      // A disk that is gone takes no log either. The other side hears of it, if the session got as far as that.
      if (outcome === 'done') expect(ours[0], where).toBeNull();
      else if (who === 'responder' || !stays) expect(ours[0], where).toMatch(new RegExp(`^${outcome}: `));
      expect([ours.at(-1), theirs.at(-1)], where).toEqual([null, null]);
      if (disk.calls < n) break;
    }
    expect(Object.keys(outcomes).length).toBeGreaterThan(1);
  },
);

/** Both add and change some, one thing in conflict. @returns ids that were acknowledged */
async function writeSome(a: TestApp, b: TestApp, n: number): Promise<string[]> {
  const ids: string[] = [];
  for (const [app, name] of [
    [a, 'A'],
    [b, 'B'],
  ] as const) {
    app.wall.move(1000);
    for (let i = 0; i < 8; i++) ids.push((await addItem(app, { name: `${name} ${n} ${i}` })).id);
  }
  const known: string[] = await a.database.reader('items').orderBy('id').pluck('id');
  const both = known.filter((id) => !ids.includes(id)).slice(0, 2);
  for (const id of both) {
    await changeItem(a, id, { notes: `a ${n}` });
    await changeItem(b, id, { notes: `b ${n}` });
  }
  return ids;
}

/** @returns 'done', or the code of the failure */
function expectClear({ status, body }: Answer<SyncResult | Problem>, where: string): string {
  if (status === 200) return 'done';
  const { code, detail = '' } = body as Problem;
  expect(SYNC_ERROR_CODES, where).toContain(code);
  expectLine(`${code}: ${detail}`, where);
  return code;
}

function expectLine(line: string, where: string): void {
  const [code = '', ...words] = line.split(': ');
  expect(SYNC_ERROR_CODES, where).toContain(code);
  expectWords(words.join(': '), where);
}

/** Errors of all sessions, oldest first; null for those that succeeded. */
async function lines(app: TestApp): Promise<(string | null)[]> {
  return (await history(app)).logs.map(({ error }) => error).reverse();
}
