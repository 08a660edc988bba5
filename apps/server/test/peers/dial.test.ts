import { describe, expect, it } from 'vitest';
import { BriqueError } from '../../src/usecases/brique-error.js';
import type { PeerConnection } from '../../src/usecases/gossip/peer-transport.js';
import { createDialer } from '../../src/usecases/peers/dial.js';
import type { KnownPeer, PeerChanges } from '../../src/usecases/peers/peer-store.js';

const PEER = {
  ...{ id: 'a'.repeat(52), name: 'Anna', renamed: false, certificatePem: 'pem', address: 'old:1' },
  ...{ earlierAddresses: [], typedAddress: null },
} as unknown as KnownPeer;

/**
 * A dialer for a peer that mDNS sees at `new:1`, and that was at `old:1` before.
 * @param seenAt otherwise than so; empty: mDNS does not see it
 * @param who answers with which id at an address; never, where it is null
 */
function dialerOf(seenAt = ['new:1'], who: Record<string, string | null> = {}) {
  const closed: string[] = [];
  const changes: PeerChanges[] = [];
  const unreachable: string[] = [];
  const identified: string[] = [];
  const dialer = createDialer({
    transport: {
      connect: (address: string) =>
        ({ address, close: () => closed.push(address) }) as unknown as PeerConnection,
      identify: async (address: string, signal: AbortSignal) => {
        identified.push(address);
        const instanceId = who[address];
        if (instanceId === undefined) throw new BriqueError('peer_unreachable', `Nobody at ${address}.`);
        if (instanceId !== null) return { instanceId };
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        throw new BriqueError('cancelled', 'Cancelled.');
      },
    } as never,
    peers: { change: async (_id: string, change: PeerChanges) => void changes.push(change) } as never,
    sightings: {
      candidate: () => (seenAt.length === 0 ? undefined : { addresses: seenAt }),
      isOnline: () => seenAt.length > 0,
      reached: () => undefined,
      unreachable: (id: string) => unreachable.push(id),
    } as never,
    self: () => ({ instanceName: 'Bruno', gossipPort: 9080 }),
    changed: () => undefined,
  });
  return { dialer, closed, changes, unreachable, identified };
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

  const travelled: KnownPeer = {
    ...PEER,
    address: 'last:1',
    earlierAddresses: ['before:1', 'longago:1'],
    typedAddress: 'typed:1',
  };
  /** @returns where the first call was made */
  const callsOf = async (peer: KnownPeer, { dialer }: ReturnType<typeof dialerOf>) => {
    const calls: string[] = [];
    const greeted = dialer.greet(peer, async (connection) => {
      calls.push(addressOf(connection));
      return { instanceName: 'Anna' };
    });
    const failure = await greeted.then(
      () => undefined,
      (error: BriqueError) => error.code,
    );
    return { calls, failure };
  };

  it('looks where it was before, then where its owner said; it is called where it is found, and only there', async () => {
    const found = dialerOf([], { 'typed:1': PEER.id });
    expect(await callsOf(travelled, found)).toEqual({ calls: ['typed:1'], failure: undefined });
    expect(found.identified).toEqual(['last:1', 'before:1', 'longago:1', 'typed:1']);
    expect(found.changes).toEqual([
      { address: 'typed:1', earlierAddresses: ['last:1', 'before:1', 'longago:1'] },
    ]);
    expect(travelled.typedAddress).toBe('typed:1');
  });

  it('prefers where it was last, when it answers at several', async () => {
    const all = { 'last:1': PEER.id, 'before:1': PEER.id, 'typed:1': PEER.id };
    const found = dialerOf([], all);
    expect(await callsOf(travelled, found)).toEqual({ calls: ['last:1'], failure: undefined });
    expect(found.identified).toEqual(['last:1']);
  });

  it('does not wait for an address that is silent', async () => {
    const found = dialerOf([], { 'last:1': null, 'before:1': null, 'typed:1': PEER.id });
    expect(await callsOf(travelled, found)).toEqual({ calls: ['typed:1'], failure: undefined });
  });

  it('says nothing to another instance that has an address of it now', async () => {
    const found = dialerOf([], { 'last:1': 'b'.repeat(52) });
    expect(await callsOf(travelled, found)).toEqual({ calls: [], failure: 'identity_mismatch' });
    expect(found.unreachable).toEqual([PEER.id]);
  });

  it('looks nowhere else for one that is seen and answers', async () => {
    const found = dialerOf(['new:1']);
    expect(await callsOf(travelled, found)).toEqual({ calls: ['new:1'], failure: undefined });
    expect(found.identified).toEqual([]);
  });

  it('goes nowhere with a caller’s address that names no port', async () => {
    const found = dialerOf([]);
    expect(await callsOf({ ...PEER, address: '192.0.2.1:0' }, found)).toEqual({
      ...{ calls: [], failure: 'peer_unreachable' },
    });
  });

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
