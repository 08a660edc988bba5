import { describe, expect, it } from 'vitest';
import { BriqueError } from '../../src/usecases/brique-error.js';
import type { PeerConnection } from '../../src/usecases/gossip/peer-transport.js';
import { createDialer } from '../../src/usecases/peers/dial.js';
import type { KnownPeer, PeerChanges } from '../../src/usecases/peers/peer-store.js';

const PEER = { id: 'a'.repeat(52), name: 'Anna', renamed: false, address: 'old:1' } as KnownPeer;

/** A dialer for a peer that mDNS sees at `new:1`, and that was at `old:1` before. */
function dialerOf() {
  const closed: string[] = [];
  const changes: PeerChanges[] = [];
  const unreachable: string[] = [];
  const dialer = createDialer({
    transport: {
      connect: (address: string) =>
        ({ address, close: () => closed.push(address) }) as unknown as PeerConnection,
    } as never,
    peers: { change: async (_id: string, change: PeerChanges) => void changes.push(change) } as never,
    sightings: {
      candidate: () => ({ addresses: ['new:1'] }),
      reached: () => undefined,
      unreachable: (id: string) => unreachable.push(id),
    } as never,
    self: () => ({ instanceName: 'Bruno', gossipPort: 9080 }),
    changed: () => undefined,
  });
  return { dialer, closed, changes, unreachable };
}

const addressOf = (connection: PeerConnection) => (connection as unknown as { address: string }).address;

describe('the first call to a peer', () => {
  it.each(['peer_unreachable', 'identity_mismatch', 'connection_lost'] as const)(
    'goes to the next address after %s, and notes what it learnt there',
    async (code) => {
      const { dialer, closed, changes } = dialerOf();
      const called: string[] = [];
      const { greeting } = await dialer.greet(PEER, async (connection) => {
        called.push(addressOf(connection));
        if (called.length === 1) throw new BriqueError(code, 'Not here.');
        return { instanceName: 'Anna’s workshop' };
      });
      expect(greeting).toEqual({ instanceName: 'Anna’s workshop' });
      expect(called).toEqual(['new:1', 'old:1']);
      expect(closed).toEqual(['new:1']);
      expect(changes).toEqual([{ name: 'Anna’s workshop' }]);
    },
  );

  it.each(['peer_refused', 'clock_skew', 'already_syncing', 'cancelled', 'protocol_mismatch'] as const)(
    'is made once where the peer answers %s',
    async (code) => {
      const { dialer, closed, unreachable } = dialerOf();
      let calls = 0;
      const greeted = dialer.greet(PEER, async () => {
        calls += 1;
        throw new BriqueError(code, 'No.');
      });
      await expect(greeted).rejects.toMatchObject({ code });
      expect({ calls, closed, unreachable }).toEqual({ calls: 1, closed: ['new:1'], unreachable: [] });
    },
  );

  it('fails with what is most telling when the peer is nowhere, and says that it is out of reach', async () => {
    const { dialer, unreachable } = dialerOf();
    const codes = ['identity_mismatch', 'peer_unreachable'] as const;
    let call = 0;
    const greeted = dialer.greet(PEER, async () => {
      throw new BriqueError(codes[call++] ?? 'internal', 'No.');
    });
    await expect(greeted).rejects.toMatchObject({ code: 'identity_mismatch' });
    expect(unreachable).toEqual([PEER.id]);
  });
});
