import { type Claim, type Differences, openReconcile, type RangeView, reconcile } from '@brique/sync-core';
import { MAX_CLAIMS } from '../gossip/wire.js';

/** More rounds than 2^40 items need. */
const MAX_ROUNDS = 40;

/**
 * Finds where two instances differ, as the initiator.
 * @param view our items
 * @param ask sends a message of at most MAX_CLAIMS claims to the other side and brings its answer
 */
export async function findDifferences(
  view: RangeView,
  ask: (claims: readonly Claim[]) => Promise<Claim[]>,
): Promise<Differences> {
  const found: Differences = { theirs: { ids: [], ranges: [] }, ours: { ids: [], ranges: [] } };
  let round: Claim[] = await openReconcile(view);
  for (let i = 0; round.length > 0 && i < MAX_ROUNDS; i++) {
    const next: Claim[] = [];
    for (let at = 0; at < round.length; at += MAX_CLAIMS) {
      const answer = await ask(round.slice(at, at + MAX_CLAIMS));
      const step = await reconcile({ role: 'initiator', view }, answer);
      next.push(...step.messages);
      for (const side of ['theirs', 'ours'] as const) {
        found[side].ids.push(...step.differences[side].ids);
        found[side].ranges.push(...step.differences[side].ranges);
      }
    }
    round = next;
  }
  return found;
}
