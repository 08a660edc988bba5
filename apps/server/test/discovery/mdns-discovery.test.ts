import { randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { createMdnsDiscovery } from '../../src/adapters/mdns/mdns-discovery.js';
import { announcementOf } from './announcements.js';
import { describeDiscoveryContract } from './discovery-contract.js';
import { recordEvents } from './event-recorder.js';
import { onlyInterfaces } from './interfaces.js';

const loopback = onlyInterfaces((info) => info.internal && info.family === 'IPv4');
describeDiscoveryContract('real mDNS on the loopback alone', () =>
  createMdnsDiscovery({ networkInterfaces: loopback }),
);

describeDiscoveryContract('real mDNS on every interface', () => createMdnsDiscovery());

// The IPv6 loopback of Linux routes no multicast; any other interface with a link-local address does.
const ipv6 = onlyInterfaces((info) => info.family === 'IPv6' && !info.internal);
const hasIpv6 = Object.values(networkInterfaces()).some((infos) =>
  infos?.some((info) => info.family === 'IPv6' && info.scopeid > 0 && !info.internal),
);
describeDiscoveryContract(
  'real mDNS over IPv6 alone',
  () => createMdnsDiscovery({ networkInterfaces: ipv6 }),
  { skip: hasIpv6 ? undefined : 'no interface with a link-local IPv6 address' },
);

describe('real mDNS', () => {
  it('gives the addresses of the loopback to instances that share only that', async () => {
    const [a, b] = [0, 1].map(() => createMdnsDiscovery({ networkInterfaces: loopback }));
    if (!a || !b) throw new Error('unreachable');
    const garage = announcementOf('Garage', 9081);
    const heard = recordEvents(a);
    try {
      await Promise.all([a.start(announcementOf('Atelier')), b.start(garage)]);
      const seen = await heard.seen(({ instanceId }) => instanceId === garage.instanceId);
      expect(seen.addresses).toEqual(['127.0.0.1:9081']);
    } finally {
      await Promise.all([a.stop(), b.stop()]);
    }
  });

  it('says why it cannot start when there is no network interface at all', async () => {
    const none = createMdnsDiscovery({ networkInterfaces: () => ({}) });
    await expect(none.start(announcementOf('Nowhere'))).rejects.toThrow(
      'mDNS discovery cannot start: no network interface is up',
    );
  });

  it('goes on with IPv6 where another program keeps the IPv4 port to itself, and says why where nothing is left', async () => {
    const taken = createSocket('udp4').bind(0);
    await once(taken, 'listening');
    const { port } = taken.address();
    const warnings: object[] = [];
    const log = { info: () => {}, warn: (details: object) => void warnings.push(details), debug: () => {} };
    const both = createMdnsDiscovery({ port, log });
    const onlyIpv4 = createMdnsDiscovery({ port, networkInterfaces: loopback });
    try {
      if (hasIpv6) await both.start(announcementOf('Atelier'));
      await expect(onlyIpv4.start(announcementOf('Atelier'))).rejects.toThrow(/IPv4: bind EADDRINUSE/);
      if (hasIpv6) expect(warnings).toContainEqual(expect.objectContaining({ link: 'lo/IPv4' }));
    } finally {
      await Promise.all([both.stop(), onlyIpv4.stop()]);
      taken.close();
    }
  });

  it('survives packets that are broken in any place', async () => {
    const port = await freePort();
    const [a, b] = [0, 1].map(() => createMdnsDiscovery({ port, networkInterfaces: loopback }));
    const attacker = await joinLoopback(port);
    if (!a || !b) throw new Error('unreachable');
    const garage = announcementOf('Garage', 9081);
    const heard = recordEvents(a);
    try {
      const captured = once(attacker, 'message');
      await a.start(announcementOf('Atelier'));
      const [packet] = (await captured) as [Buffer];
      const seed = randomInt(2 ** 31);
      console.log(`broken packets: seed ${seed}`);
      const random = seededRandom(seed);
      for (let n = 0; n < 2000; n++) {
        const broken = Buffer.from(packet.subarray(0, random() < 0.2 ? random() * packet.length : undefined));
        for (let change = random() * 8; change > 0 && broken.length > 0; change--)
          broken[Math.floor(random() * broken.length)] = Math.floor(random() * 256);
        await new Promise<void>((sent) => attacker.send(broken, port, '224.0.0.251', () => sent()));
      }
      await b.start(garage);
      await heard.seen(({ instanceId }) => instanceId === garage.instanceId);
    } finally {
      await Promise.all([a.stop(), b.stop()]);
      attacker.close();
    }
  });
});

async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0);
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

async function joinLoopback(port: number): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true }).bind(port);
  await once(socket, 'listening');
  socket.addMembership('224.0.0.251', '127.0.0.1');
  socket.setMulticastInterface('127.0.0.1');
  return socket;
}

/** mulberry32 */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
