import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks again and again until there is an answer.
 * @param ask gives null or false while it is not so yet
 * @throws Error after `ms`, with the last answer or failure
 */
export async function until<T>(what: string, ask: () => Promise<T | null | false>, ms = 60_000): Promise<T> {
  const deadline = Date.now() + ms;
  let last: unknown = null;
  while (Date.now() < deadline) {
    try {
      const answer = await ask();
      if (answer !== null && answer !== false) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    await delay(20);
  }
  throw new Error(`not within ${ms} ms: ${what}; at last ${String(last)}`);
}
