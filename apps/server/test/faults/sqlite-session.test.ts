import { expect, it } from 'vitest';
import { changeItem } from '../support/api.js';
import { startPair, type TestApp } from '../support/build-app.js';
import { failingSqlite, SQLITE_ERRORS } from './failing-sqlite.js';
import { addSome, expectSessionSurvives } from './session-under-fault.js';
import { callsToFail, random, SEED } from './strides.js';
import { fileOf } from './words.js';

it.each(['initiator', 'responder'] as const)(
  'whichever statement of a session fails, the %s’s: it says so on both sides, nothing is half, and the next session ends identical',
  async (who) => {
    const { a, b } = await startPair({ batchItems: 6 });
    const victim = who === 'initiator' ? a : b;
    const outcomes = new Set<string>();
    for (const n of callsToFail(4)) {
      for (const app of [a, b]) app.wall.move(1000);
      const written = await addSome(a, b, `${n}`);
      await disagree(a, b, written, `${n}`);
      const code = random.pick(SQLITE_ERRORS);
      const stays = random.chance(0.3);
      const where = `statement ${n} of the ${who} fails with ${code}${stays ? ' and all that follow' : ''}, seed ${SEED}`;
      const file = await fileOf(victim);
      let calls = 0;
      const outcome = await expectSessionSurvives(a, b, written, where, () => {
        const disk = failingSqlite(file, (call) => (call === n || (stays && call > n) ? code : null));
        return () => {
          calls = disk.calls;
          disk.heal();
        };
      });
      outcomes.add(outcome.code);
      // A disk that is gone takes no log either.
      const isLogged = who === 'responder' || !stays;
      if (outcome.code !== 'done' && isLogged)
        expect(outcome.line, where).toMatch(new RegExp(`^${outcome.code}: `));
      if (calls < n) break;
    }
    expect(outcomes).toContain('done');
    expect(outcomes.size).toBeGreaterThan(1);
  },
);

/** Both change the same, which neither has seen of the other. */
async function disagree(a: TestApp, b: TestApp, fresh: readonly string[], text: string): Promise<void> {
  const ids: string[] = await a.database.reader('items').orderBy('id').pluck('id');
  for (const id of ids.filter((each) => !fresh.includes(each)).slice(0, 2)) {
    await changeItem(a, id, { notes: `a ${text}` });
    await changeItem(b, id, { notes: `b ${text}` });
  }
}
