import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLanDiscovery } from '../../src/adapters/mdns/lan-discovery.js';
import { createMdnsDiscovery } from '../../src/adapters/mdns/mdns-discovery.js';
import { createResponderDiscovery } from '../../src/adapters/mdns/responder/responder-discovery.js';
import { createOpenResponderLink } from '../../src/adapters/mdns/responder/responder-link.js';
import type { Discovery } from '../../src/usecases/peers/discovery.js';
import { testFolder } from '../support/temp-folder.js';
import { announcementOf } from './announcements.js';
import { startAvahi, type TestAvahi, whyNoAvahi } from './avahi.js';
import { describeDiscoveryContract } from './discovery-contract.js';
import { recordEvents } from './event-recorder.js';
import { onlyInterfaces } from './interfaces.js';

const skip = whyNoAvahi();
const loopback = onlyInterfaces((info) => info.internal && info.family === 'IPv4');
let avahi: TestAvahi;
beforeAll(async () => {
  if (skip === undefined) avahi = await startAvahi();
});
afterAll(async () => {
  await avahi?.stop();
});
/** The process that talks to Avahi is a built file; so is the rest of Brique where this counts. */
const openLink = createOpenResponderLink(
  fileURLToPath(new URL('../../dist/adapters/mdns/responder/responder-process.js', import.meta.url)),
);
// Generous, for a busy machine.
const openMs = 60_000;
const create = () => createResponderDiscovery({ socketPath: avahi.socketPath, openLink, openMs });

// Avahi first finishes the announcement that is under way.
describeDiscoveryContract('the system’s responder, Avahi', create, { skip, renameMs: 4000 });

/** Runs both until the end of `body`. */
async function running(discoveries: Discovery[], body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } finally {
    await Promise.all(discoveries.map((discovery) => discovery.stop()));
  }
}

describe.skipIf(skip)(`the system’s responder${skip ? ` (skipped: ${skip})` : ''}`, () => {
  it('and our own mDNS see each other on one machine, with the same port 5353, and see each other go', async () => {
    const [theirs, ours] = [create(), createMdnsDiscovery({ networkInterfaces: loopback })];
    const [atelier, garage] = [announcementOf('Atelier', 9080), announcementOf('Garage', 9081)];
    const [heardByTheirs, heardByOurs] = [recordEvents(theirs), recordEvents(ours)];
    await running([theirs, ours], async () => {
      await Promise.all([theirs.start(atelier), ours.start(garage)]);
      const [seen, alsoSeen] = await Promise.all([
        heardByTheirs.seen(({ instanceId }) => instanceId === garage.instanceId),
        heardByOurs.seen(({ instanceId }) => instanceId === atelier.instanceId),
      ]);
      expect(seen).toMatchObject({ instanceName: 'Garage', addresses: ['127.0.0.1:9081'] });
      expect(alsoSeen).toMatchObject({ instanceName: 'Atelier' });
      expect(alsoSeen.addresses).toContain('127.0.0.1:9080');
      await ours.stop();
      await heardByTheirs.gone(garage.instanceId, { deadlineMs: 2000 });
    });
  });

  it('is found again after it crashed, and announces us again', async () => {
    const [a, b] = [create(), createMdnsDiscovery({ networkInterfaces: loopback })];
    const atelier = announcementOf('Atelier', 9080);
    const heardByB = recordEvents(b);
    await running([a, b], async () => {
      await Promise.all([a.start(atelier), b.start(announcementOf('Garage', 9081))]);
      const isAtelier = ({ instanceId }: { instanceId: string }) => instanceId === atelier.instanceId;
      await heardByB.seen(isAtelier);
      await avahi.crash();
      const since = heardByB.events.length;
      await avahi.restart();
      await heardByB.seen(isAtelier, { since, deadlineMs: 15_000 });
    });
  }, 60_000);

  it('that hangs is not waited for', async () => {
    avahi.hang();
    try {
      const asked = performance.now();
      await expect(create().start(announcementOf('Atelier'))).rejects.toThrow(
        'avahi-daemon does not run here',
      );
      expect(performance.now() - asked).toBeLessThan(3000);
    } finally {
      avahi.letGo();
    }
  });
});

describe('the choice', () => {
  async function choose(options: Partial<Parameters<typeof createLanDiscovery>[0]>): Promise<object[]> {
    const told: object[] = [];
    const log = { info: (details: object) => void told.push(details), warn: () => {}, debug: () => {} };
    const discovery = createLanDiscovery({ ...options, log });
    await running([discovery], () => discovery.start(announcementOf('Atelier')));
    return told;
  }

  it.skipIf(skip)('is the system’s responder where it answers', async () => {
    expect(await choose({ socketPath: avahi.socketPath, openLink, openMs })).toEqual([
      { discovery: 'avahi' },
    ]);
  });

  it('is our own where no daemon runs, the package is not built, or only some interfaces may be used', async () => {
    const socketPath = join(await testFolder(), 'nobody');
    const own = (reason: unknown) => [{ discovery: 'own', reason }];
    expect(await choose({ socketPath })).toEqual(own('avahi-daemon does not run here'));
    expect(await choose({ socketPath, onlyInterfaces: loopback })).toEqual(
      own(expect.stringMatching(/only some/)),
    );
    if (skip !== undefined) return;
    const notBuilt: typeof openLink = (listen) => {
      queueMicrotask(() => listen({ type: 'failed', reason: 'mdns is not built' }));
      return { ask: () => undefined, close: async () => undefined };
    };
    expect(await choose({ socketPath: avahi.socketPath, openLink: notBuilt })).toEqual(
      own(expect.stringMatching(/mdns is not built/)),
    );
  });
});
