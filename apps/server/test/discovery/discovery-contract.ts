import { describe, expect, it, type TestContext } from 'vitest';
import type { Announcement, Discovery } from '../../src/usecases/peers/discovery.js';
import { announcementOf } from './announcements.js';
import { recordEvents } from './event-recorder.js';

export interface DiscoveryContractOptions {
  /** Why this cannot run here. */
  readonly skip?: string | undefined;
  /** Within which a new name is told. */
  readonly renameMs?: number;
}

/**
 * What every Discovery keeps. Other instances may be on the same network: only what concerns our own ids counts, and each test
 * has ids of its own, hence all at once.
 * @param create makes one more instance on the network under test
 */
export function describeDiscoveryContract(
  name: string,
  create: () => Discovery,
  { skip, renameMs = 2000 }: DiscoveryContractOptions = {},
): void {
  const title = `Discovery contract: ${name}${skip ? ` (skipped: ${skip})` : ''}`;
  describe.skipIf(skip).concurrent(title, () => {
    function setUp({ onTestFinished }: TestContext) {
      const atelier = announcementOf('Atelier', 9080);
      const garage = announcementOf('Garage', 9081);
      const [a, b] = [create(), create()];
      onTestFinished(async () => {
        await Promise.all([a.stop(), b.stop()]);
      });
      return {
        ...{ a, b, atelier, garage, heardByA: recordEvents(a), heardByB: recordEvents(b) },
        startBoth: () => Promise.all([a.start(atelier), b.start(garage)]),
        seesGarage: (candidate: { instanceId: string }) => candidate.instanceId === garage.instanceId,
        seesAtelier: (candidate: { instanceId: string }) => candidate.instanceId === atelier.instanceId,
      };
    }

    it('lets two instances see each other within 2 s, with name, protocol and gossip port', async (context) => {
      const { heardByA, heardByB, startBoth, seesGarage, seesAtelier } = setUp(context);
      await startBoth();
      const [byA, byB] = await Promise.all([
        heardByA.seen(seesGarage, { deadlineMs: 2000 }),
        heardByB.seen(seesAtelier, { deadlineMs: 2000 }),
      ]);
      expect(byA).toMatchObject({ instanceName: 'Garage', protocol: 1 });
      expect(byA.addresses[0]).toMatch(/^.+:9081$/);
      expect(byB).toMatchObject({ instanceName: 'Atelier', protocol: 1 });
      expect(byB.addresses[0]).toMatch(/^.+:9080$/);
      for (const { addresses } of [byA, byB]) expect(addresses.length).toBeLessThanOrEqual(8);
    });

    it('lets a latecomer see who was there before', async (context) => {
      const { a, b, atelier, garage, heardByB, seesAtelier } = setUp(context);
      await a.start(atelier);
      await a.announce();
      await b.start(garage);
      await heardByB.seen(seesAtelier);
    });

    it('tells a new name at once, as the same instance', async (context) => {
      const { b, garage, heardByA, startBoth, seesGarage } = setUp(context);
      await startBoth();
      await heardByA.seen(seesGarage);
      const since = heardByA.events.length;
      await b.announce({ ...garage, instanceName: 'Garage du fond' });
      await heardByA.seen((seen) => seesGarage(seen) && seen.instanceName === 'Garage du fond', {
        since,
        deadlineMs: renameMs,
      });
      expect(heardByA.events.filter((event) => event.type === 'gone' && seesGarage(event))).toEqual([]);
    });

    it('tells a new port at once, before the old one', async (context) => {
      const { b, garage, heardByA, startBoth, seesGarage } = setUp(context);
      await startBoth();
      await heardByA.seen(seesGarage);
      await b.announce({ ...garage, port: 19081 });
      await heardByA.seen((seen) => seesGarage(seen) && (seen.addresses[0] ?? '').endsWith(':19081'), {
        deadlineMs: 2000,
      });
    });

    it.for<[string, string]>([
      ['every alphabet', 'Café Λ 仓库 🛠️ ورشة'],
      ['DNS and TXT syntax', 'a.b=c;"d"\\e _brique._tcp.local'],
    ])('carries names of %s', async ([, instanceName], context) => {
      const { a, b, atelier, garage, heardByA, seesGarage } = setUp(context);
      await a.start(atelier);
      await b.start({ ...garage, instanceName });
      await heardByA.seen((seen) => seesGarage(seen) && seen.instanceName === instanceName);
    });

    it('cuts an endless name at 64 characters or fewer', async (context) => {
      const { a, b, atelier, garage, heardByA, seesGarage } = setUp(context);
      await a.start(atelier);
      await b.start({ ...garage, instanceName: '🔧'.repeat(300) });
      const { instanceName } = await heardByA.seen(seesGarage);
      expect(instanceName.length).toBeLessThanOrEqual(64);
      expect(instanceName).toMatch(/^(🔧)+$/u);
    });

    it('tells that an instance is gone within 2 s of its stop', async (context) => {
      const { b, garage, heardByA, startBoth, seesGarage } = setUp(context);
      await startBoth();
      await heardByA.seen(seesGarage);
      await b.stop();
      await heardByA.gone(garage.instanceId, { deadlineMs: 2000 });
    });

    it('tells each instance it knew as gone when it stops itself', async (context) => {
      const { a, garage, heardByA, startBoth, seesGarage } = setUp(context);
      await startBoth();
      await heardByA.seen(seesGarage);
      await a.stop();
      await heardByA.gone(garage.instanceId, { deadlineMs: 0 });
    });

    it('never tells an instance about itself', async (context) => {
      const { a, b, garage, heardByA, heardByB, startBoth, seesGarage, seesAtelier } = setUp(context);
      await startBoth();
      await heardByA.seen(seesGarage);
      await heardByB.seen(seesAtelier);
      const since = heardByA.events.length;
      await a.announce();
      await b.announce({ ...garage, instanceName: 'Later' });
      await heardByA.seen((seen) => seen.instanceName === 'Later', { since });
      expect(
        heardByA.events.filter((event) => event.type === 'seen' && seesAtelier(event.candidate)),
      ).toEqual([]);
      expect(heardByB.events.filter((event) => event.type === 'seen' && seesGarage(event.candidate))).toEqual(
        [],
      );
    });

    it('starts again after a stop, under the name and port of the new start', async (context) => {
      const { b, garage, heardByA, heardByB, startBoth, seesGarage, seesAtelier } = setUp(context);
      await startBoth();
      await heardByA.seen(seesGarage);
      await b.stop();
      await heardByA.gone(garage.instanceId);
      const since = heardByA.events.length;
      await b.start({ ...garage, instanceName: 'Back', port: 9099 });
      const back = await heardByA.seen(seesGarage, { since });
      expect(back.instanceName).toBe('Back');
      expect(back.addresses[0]).toMatch(/:9099$/);
      await heardByB.seen(seesAtelier);
    });

    it('tells nothing to who has unsubscribed, and goes on telling the others', async (context) => {
      const { a, b, atelier, garage, heardByA, seesGarage } = setUp(context);
      await a.start(atelier);
      const other = recordEvents(a);
      heardByA.stop();
      await b.start(garage);
      await other.seen(seesGarage);
      expect(heardByA.events.filter((event) => event.type === 'seen' && seesGarage(event.candidate))).toEqual(
        [],
      );
    });

    it('goes on when a listener throws', async (context) => {
      const { a, startBoth, seesGarage } = setUp(context);
      a.subscribe(() => {
        throw new Error('a bug in a listener');
      });
      const later = recordEvents(a);
      await startBoth();
      await later.seen(seesGarage);
    });

    it('refuses to start twice, and to announce when not started', async (context) => {
      const { a, b, atelier } = setUp(context);
      await a.start(atelier);
      await expect(a.start(atelier)).rejects.toThrow(/already started/);
      await expect(b.announce()).rejects.toThrow(/not started/);
    });

    it('stops without harm when not started, and twice', async (context) => {
      const { b, garage } = setUp(context);
      await b.stop();
      await b.start(garage);
      await Promise.all([b.stop(), b.stop()]);
    });

    it.for<[string, Partial<Announcement>]>([
      ['id', { instanceId: 'NOT-AN-ID' }],
      ['port', { port: 70_000 }],
      ['protocol', { protocol: 0 }],
    ])('refuses to announce an impossible %s', async ([, broken], context) => {
      const { a, atelier } = setUp(context);
      await expect(a.start({ ...atelier, ...broken })).rejects.toThrow(RangeError);
      await a.start(atelier);
      await expect(a.announce({ ...atelier, ...broken })).rejects.toThrow(RangeError);
    });
  });
}
