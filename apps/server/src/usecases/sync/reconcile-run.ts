import { type Claim, type Differences, openReconcile, type RangeView, reconcile } from '@brique/sync-core';
import { MAX_CLAIMS } from '../gossip/wire.js';

/** More steps down into ranges than 2^40 items need. */
const MAX_DEPTH = 40;

/**
 * Finds where two instances differ, as the initiator: range by range down to its items, so that what has been found can be exchanged
 * before the rest is looked for.
 * @param view our items
 * @param ask sends a message of at most MAX_CLAIMS claims to the other side and brings its answer
 * @param isAfterCut whether answers had better be short at first
 * @returns what each answer showed; together exactly the items that differ
 */
export async function* differences(
  view: RangeView,
  ask: (claims: readonly Claim[]) => Promise<Claim[]>,
  isAfterCut: boolean,
): AsyncGenerator<Differences> {
  // What answers one claim takes some 2 KB. Twice as many each time.
  let atOnce = isAfterCut ? 1 : MAX_CLAIMS;
  const stack = [{ claims: await openReconcile(view), depth: 0 }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { claims, depth } = top;
    const asked = claims.splice(0, atOnce);
    if (claims.length > 0) stack.push(top);
    const step = await reconcile({ role: 'initiator', view }, await ask(asked));
    if (step.messages.length > 0 && depth < MAX_DEPTH) {
      stack.push({ claims: step.messages, depth: depth + 1 });
    }
    atOnce = Math.min(2 * atOnce, MAX_CLAIMS);
    yield step.differences;
  }
}

/** All differences as one. */
export async function* together(steps: AsyncIterable<Differences>): AsyncGenerator<Differences> {
  const found: Differences = { theirs: { ids: [], ranges: [] }, ours: { ids: [], ranges: [] } };
  for await (const step of steps) {
    for (const side of ['theirs', 'ours'] as const) {
      found[side].ids.push(...step[side].ids);
      found[side].ranges.push(...step[side].ranges);
    }
  }
  yield found;
}
