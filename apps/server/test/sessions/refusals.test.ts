import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BriqueError } from '../../src/usecases/brique-error.js';
import { createGossipClient } from '../../src/usecases/gossip/gossip-client.js';
import { documentsOf, logsOf, type Node, running } from './grid.js';
import { checkSame } from './heal.js';
import { codeOf, create, meet, progressOf, settled, twoInstances } from './two-instances.js';

const MINUTE = 60_000;

const errorsOf = (node: Node) => logsOf(node).map(({ error }) => error?.split(':')[0] ?? null);
const runningAt = (...nodes: Node[]) => nodes.flatMap((node) => running(node).context.registry.running());

/** Cancels the session with a peer as soon as an instance tells of a phase. */
function cancelAt(node: Node, peer: Node, phase: string): void {
  const { replica, context } = running(node);
  const stop = replica.events.subscribe((name, data) => {
    if (name !== 'sync-progress' || !('phase' in data) || data.phase !== phase) return;
    stop();
    const reason = new BriqueError('cancelled', 'The synchronisation was cancelled.');
    context.registry.abort(peer.facts.instanceId, reason);
  });
}

describe('a cancelled session', () => {
  it.each(['connecting', 'receiving', 'sending', 'verifying'])(
    'ends while %s, is logged on both sides as cancelled, and the next one finishes the job',
    async (phase) => {
      const { grid, anna, bruno } = await twoInstances({ batchItems: 5 });
      await create(anna, 1);
      await grid.sync(anna, bruno);
      await create(anna, 10, 20);
      await create(bruno, 101, 20);
      cancelAt(anna, bruno, phase);
      expect(await codeOf(grid.sync(anna, bruno))).toBe('cancelled');
      await settled();
      expect(errorsOf(anna)).toEqual([null, 'cancelled']);
      // Before the other side has agreed there is nothing to log there.
      expect(errorsOf(bruno)).toEqual(phase === 'connecting' ? [null] : [null, 'cancelled']);
      expect(runningAt(anna, bruno)).toEqual([]);
      expect(await grid.sync(bruno, anna)).toMatchObject({ identical: true });
      checkSame(grid.nodes);
    },
  );

  it.each(['sending', 'receiving'])(
    'can be cancelled by the other side too, while it is %s',
    async (phase) => {
      const { grid, anna, bruno } = await twoInstances({ batchItems: 5 });
      await create(anna, 1);
      await grid.sync(anna, bruno);
      await create(anna, 10, 20);
      await create(bruno, 101, 20);
      cancelAt(bruno, anna, phase);
      expect(await codeOf(grid.sync(anna, bruno))).not.toBe('succeeded');
      await settled();
      expect(errorsOf(bruno)).toEqual([null, 'cancelled']);
      expect(errorsOf(anna)).toHaveLength(2);
      expect(runningAt(anna, bruno)).toEqual([]);
    },
  );
});

describe('clocks too far apart', () => {
  it.each([
    ['ahead of', 6],
    ['behind', -6],
  ] as const)('refuse the session, naming who is off: %s ours', async (words, minutes) => {
    const { grid, anna, bruno } = await twoInstances();
    await create(anna, 1);
    bruno.clockOffset = minutes * MINUTE;
    const error = await grid.sync(anna, bruno).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'clock_skew' });
    expect(documentsOf(bruno).size).toBe(0);
    expect([errorsOf(anna), errorsOf(bruno)]).toEqual([['clock_skew'], ['clock_skew']]);
    // Whoever reads it learns which clock to set, on either side.
    const [ours, theirs] = [logsOf(anna)[0]?.error, logsOf(bruno)[0]?.error];
    expect(theirs).toContain(
      `The clock of instance aaaa is 6 minutes ${minutes > 0 ? 'behind' : 'ahead of'}`,
    );
    expect(ours).toContain('6 minutes');
    expect(ours).toContain(`The clock of Bruno is 6 minutes ${words}`);
    expect(runningAt(anna, bruno)).toEqual([]);
  });

  it('within five minutes are no reason', async () => {
    const { grid, anna, bruno } = await twoInstances();
    await create(anna, 1);
    bruno.clockOffset = -4.9 * MINUTE;
    expect(await grid.sync(anna, bruno)).toMatchObject({ identical: true });
  });
});

describe('another version of the protocol', () => {
  it('is refused by the side that is asked, and logged there', async () => {
    const { grid, anna, bruno } = await twoInstances();
    const transport = grid.network.transportOf(hostOf(anna));
    const connection = transport.connect(bruno.facts.address, { instanceId: '', certificatePem: '' });
    const client = createGossipClient(connection, {
      self: { instanceName: 'Anna', gossipPort: 1 },
      session: 'x',
    });
    const now = new Date(grid.now).toISOString();
    const request = {
      id: 'x',
      protocol: 2,
      now,
      trigger: 'manual',
      instanceName: 'Anna',
      cursor: null,
    } as const;
    expect(await codeOf(client.openSession(request))).toBe('protocol_mismatch');
    expect(errorsOf(bruno)).toEqual(['protocol_mismatch']);
    expect(runningAt(bruno)).toEqual([]);
    connection.close();
  });
});

describe('two sessions with the same peer', () => {
  it('do not run beside each other: the second is refused and leaves no log', async () => {
    const { grid, anna, bruno } = await twoInstances();
    await create(anna, 1, 5);
    const codes = await Promise.all([codeOf(grid.sync(anna, bruno)), codeOf(grid.sync(anna, bruno))]);
    expect(codes).toEqual(['succeeded', 'already_syncing']);
    expect([errorsOf(anna), errorsOf(bruno)]).toEqual([[null], [null]]);
  });

  it('that cross leave one: that of the lower instance id', async () => {
    const { grid, anna, bruno } = await twoInstances();
    await create(anna, 1, 5);
    await create(bruno, 101, 5);
    const codes = await Promise.all([codeOf(grid.sync(bruno, anna)), codeOf(grid.sync(anna, bruno))]);
    expect(codes).toEqual(['already_syncing', 'succeeded']);
    await settled();
    expect([errorsOf(anna), errorsOf(bruno)]).toEqual([[null], [null]]);
    expect(logsOf(anna)[0]?.initiatedBy).toBe('us');
    expect(runningAt(anna, bruno)).toEqual([]);
    checkSame(grid.nodes);
  });

  it('of three instances run beside each other', async () => {
    const { grid, anna, bruno } = await twoInstances();
    const [carla] = await grid.add(1);
    if (carla === undefined) throw new Error('three instances');
    await create(anna, 1, 5);
    await create(carla, 101, 5);
    const codes = await Promise.all([codeOf(grid.sync(bruno, anna)), codeOf(grid.sync(bruno, carla))]);
    expect(codes).toEqual(['succeeded', 'succeeded']);
    expect(runningAt(anna, bruno, carla)).toEqual([]);
  });
});

describe('an abandoned session', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each(['items/changes', 'reconcile', 'items/batch', 'proof'])(
    'is logged on both sides with its reason: cut in %s',
    async (call) => {
      const { grid, anna, bruno } = await twoInstances();
      await create(anna, 1, 5);
      if (call !== 'items/changes') await create(bruno, 101, 5);
      const [from, to] = call === 'items/changes' ? [bruno, anna] : [anna, bruno];
      meet(grid, call, [{ kind: 'cut-response', at: 5 }]);
      expect(await codeOf(grid.sync(from, to))).toBe('connection_lost');
      await settled();
      expect(errorsOf(from)).toEqual(['connection_lost']);
      // A proof that was answered has ended the session there, whether the answer arrived or not.
      expect(errorsOf(to)).toEqual([call === 'proof' ? null : 'connection_lost']);
      expect(runningAt(from, to)).toEqual([]);
    },
  );

  it('ends after a minute of silence, when the other side vanished without a word', async () => {
    const { grid, anna, bruno } = await twoInstances();
    const connection = grid.network
      .transportOf(hostOf(anna))
      .connect(bruno.facts.address, { instanceId: '', certificatePem: '' });
    const client = createGossipClient(connection, {
      self: { instanceName: 'Anna', gossipPort: 1 },
      session: 'x',
    });
    const now = new Date(grid.now).toISOString();
    await client.openSession({
      id: 'x',
      protocol: 1,
      now,
      trigger: 'manual',
      instanceName: 'Anna',
      cursor: null,
    });
    await vi.advanceTimersByTimeAsync(59_000);
    expect(runningAt(bruno)).toHaveLength(1);
    expect(await codeOf(grid.sync(bruno, anna))).toBe('already_syncing');
    await vi.advanceTimersByTimeAsync(2_000);
    await settled();
    expect(runningAt(bruno)).toEqual([]);
    expect(errorsOf(bruno)).toEqual(['connection_lost']);
    connection.close();
  });

  it('makes room at once for a new one of the same peer', async () => {
    const { grid, anna, bruno } = await twoInstances();
    await create(anna, 1, 5);
    meet(grid, 'sessions', [{ kind: 'lost-response' }]);
    expect(await codeOf(grid.sync(anna, bruno))).toBe('connection_lost');
    expect(await grid.sync(anna, bruno)).toMatchObject({ identical: true });
    expect(errorsOf(bruno)).toEqual(['connection_lost', null]);
  });
});

describe('a disk that is full', () => {
  it.each(['anna', 'bruno'] as const)('fails the session and leaves none running: at %s', async (who) => {
    let full: Node | null = null;
    const { grid, anna, bruno } = await twoInstances({
      async step(run) {
        if (run === full?.run) throw Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' });
      },
    });
    await create(anna, 1, 5);
    await create(bruno, 101, 5);
    const seen = progressOf(who === 'anna' ? anna : bruno);
    const at = who === 'anna' ? anna : bruno;
    const stop = running(at).replica.events.subscribe((name, data) => {
      if (name === 'sync-progress' && 'phase' in data && data.phase === 'receiving') full = at;
    });
    expect(await codeOf(grid.sync(anna, bruno))).toBe('disk_full');
    await settled();
    expect(seen.length).toBeGreaterThan(0);
    expect(runningAt(anna, bruno)).toEqual([]);
    stop();
    full = null;
    expect(await grid.sync(bruno, anna)).toMatchObject({ identical: true });
  });
});

function hostOf(node: Node) {
  return running(node).host;
}
