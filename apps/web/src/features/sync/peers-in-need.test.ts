import { expect, it } from 'vitest';
import { peersInNeed } from './peers-in-need.js';

const peer = (id: string, trust: 'trusted' | 'revoked' = 'trusted') => ({ id, trust });

it('names the trusted instances whose newest session failed for good', () => {
  const peers = [peer('a'), peer('b'), peer('c'), peer('d'), peer('e', 'revoked')];
  const logs = [
    { peerId: 'a', error: 'clock_skew: 9 minutes' },
    { peerId: 'b', error: null },
    { peerId: 'b', error: 'clock_skew: 9 minutes' },
    // Passes by itself.
    { peerId: 'c', error: 'peer_unreachable: nobody answers' },
    { peerId: 'e', error: 'clock_skew: 9 minutes' },
  ];
  expect(peersInNeed(peers, logs)).toEqual([peer('a')]);
});
