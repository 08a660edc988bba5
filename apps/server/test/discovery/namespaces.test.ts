import { describe, it, type TestContext } from 'vitest';
import type { DiscoveryEvent } from '../../src/usecases/peers/discovery.js';
import { announcementOf } from './announcements.js';
import { type EventRecorder, recordEvents } from './event-recorder.js';
import { createNamespacePair, type NamespacePair, whyNoNamespaces } from './namespaces.js';

const skip = await whyNoNamespaces();
const isAtelier = ({ instanceName }: { instanceName: string }) => instanceName === 'Atelier';
const isGarage = ({ instanceName }: { instanceName: string }) => instanceName === 'Garage';

// Each test has a network of its own, hence all at once.
describe.skipIf(skip).concurrent(`two machines on one cable${skip ? ` (skipped: ${skip})` : ''}`, () => {
  async function plug({ onTestFinished }: TestContext, addresses: [string[], string[]]) {
    const pair = await createNamespacePair(addresses);
    onTestFinished(pair.remove);
    return pair;
  }

  /** Starts discovery on one side and records what it tells. */
  function startPeer(pair: NamespacePair, side: 0 | 1) {
    const listeners = new Set<(event: DiscoveryEvent) => void>();
    const subscribe = (listener: (event: DiscoveryEvent) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    };
    const heard: EventRecorder = recordEvents({ subscribe });
    const announcement = announcementOf(side === 0 ? 'Atelier' : 'Garage', 9080 + side);
    const peer = pair.spawnPeer(side, announcement, (event) => {
      for (const listener of listeners) listener(event);
    });
    return { heard, id: announcement.instanceId, ...peer };
  }

  async function startBoth(pair: NamespacePair) {
    const [a, b] = [startPeer(pair, 0), startPeer(pair, 1)];
    await Promise.all([a.ready, b.ready]);
    return { a, b };
  }

  it.for<[string, [string[], string[]], RegExp]>([
    ['IPv4', [['10.77.0.1/24'], ['10.77.0.2/24']], /^10\.77\.0\.2:9081$/],
    ['IPv6 alone', [['fd77::1/64'], ['fd77::2/64']], /^\[fd77::2\]:9081$/],
    ['link-local IPv6 alone', [[], []], /^\[fe80::[0-9a-f:]+%lan0\]:9081$/],
  ])(
    'see each other over %s, and see a clean stop within 2 s',
    { timeout: 60_000 },
    async ([, addresses, expected], context) => {
      const { expect } = context;
      const { a, b } = await startBoth(await plug(context, addresses));
      const [seen] = await Promise.all([a.heard.seen(isGarage), b.heard.seen(isAtelier)]);
      expect(seen.addresses[0]).toMatch(expected);
      for (const address of seen.addresses) expect(address).not.toMatch(/127\.0\.0\.1|\[::1\]/);
      await b.stop();
      await a.heard.gone(b.id, { deadlineMs: 2000 });
      await a.stop();
    },
  );

  it('find each other when the cable comes later, and again at another address', {
    timeout: 60_000,
  }, async (context) => {
    const pair = await plug(context, [['10.78.0.1/24'], []]);
    await pair.ip(1, 'link', 'set', 'lan0', 'down');
    const { a } = await startBoth(pair);
    context.expect(a.heard.events).toEqual([]);
    const isAt = (address: string) => (seen: { addresses: string[] }) => seen.addresses[0] === address;
    await pair.ip(1, 'address', 'add', '10.78.0.2/24', 'dev', 'lan0');
    await pair.ip(1, 'link', 'set', 'lan0', 'up');
    await a.heard.seen(isAt('10.78.0.2:9081'), { deadlineMs: 10_000 });
    await pair.ip(1, 'address', 'delete', '10.78.0.2/24', 'dev', 'lan0');
    await pair.ip(1, 'address', 'add', '10.78.0.3/24', 'dev', 'lan0');
    await a.heard.seen(isAt('10.78.0.3:9081'), { deadlineMs: 10_000 });
  });

  it('see within 30 s that the other lost its power', { timeout: 60_000 }, async (context) => {
    const { a, b } = await startBoth(await plug(context, [['10.79.0.1/24'], ['10.79.0.2/24']]));
    await a.heard.seen(isGarage);
    b.kill();
    await a.heard.gone(b.id, { deadlineMs: 30_000 });
  });
});
