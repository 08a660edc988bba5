import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { seededRandom } from '../sessions/seeded-random.js';

/** `BRIQUE_SEED=17` repeats the choices of a run; when exactly a process dies is never quite the same. */
export const SEED = Number(process.env.BRIQUE_SEED ?? 1);
export const random = seededRandom(SEED);

/** `BRIQUE_CRASH_ROUNDS=500` kills as often. @param few rounds in `npm test` */
export function roundsOf(few: number): number {
  return Number(process.env.BRIQUE_CRASH_ROUNDS ?? few);
}

/** Time for a thousand rounds on a busy machine, ms. */
export const TIMEOUT = 3_600_000;

/** Rounds from which on chance is fair. */
const ENOUGH = 20;

/** Waits for some random part of a time. @param ms at most */
export async function aMoment(ms: number): Promise<void> {
  await delay(random.next() * ms);
}

export type Tally = ReturnType<typeof createTally>;

/** Counts what the kills hit, and says it at the end in one line that `npm run test:crash` shows. */
export function createTally(title: string) {
  const began = performance.now();
  const counts: Record<string, number> = {};
  let rounds = 0;
  const add = (kind: string, count = 1) => {
    counts[kind] = (counts[kind] ?? 0) + count;
  };
  return {
    add,
    /** One kill. @param kinds what it hit, in a word or two each */
    round(...kinds: string[]) {
      rounds += 1;
      for (const kind of kinds) add(kind);
    },
    /** Says it. Of many kills some have hit work under way, or they prove little. */
    end() {
      const seconds = ((performance.now() - began) / 1000).toFixed(0);
      const found = Object.entries(counts).map(([kind, count]) => `${kind} ${count}`);
      console.log(`crash: ${title}: ${rounds} kills in ${seconds} s, seed ${SEED}: ${found.join(', ')}`);
      if (rounds >= ENOUGH) expect(counts['mid-work'] ?? 0).toBeGreaterThan(rounds / 4);
    },
  };
}
