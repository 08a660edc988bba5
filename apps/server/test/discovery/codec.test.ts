import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessage } from '../../src/adapters/mdns/codec.js';
import { readSightings } from '../../src/adapters/mdns/read-records.js';
import { announcementMessage, queryMessage } from '../../src/adapters/mdns/write-records.js';
import { announcementOf } from './announcements.js';

const longName = announcementOf('仓'.repeat(100));
const addresses = Array.from({ length: 20 }, (_, n) => `2001:db8:1111:2222:3333:4444:5555:${1000 + n}`);
const longest = announcementMessage(longName, addresses);
const asking = (name: string) => ({ ...queryMessage(), questions: [{ name, type: 'PTR' }] });

describe('a packet', () => {
  it('holds the longest announcement whole', () => {
    const message = decodeMessage(encodeMessage(longest));
    const [sighting] = message ? readSightings(message) : [];
    expect(sighting).toEqual({
      instanceId: longName.instanceId,
      instanceName: '仓'.repeat(64),
      protocol: 1,
      port: 9080,
      hosts: addresses.slice(0, 8),
    });
  });

  it.each([
    ['a question', queryMessage()],
    ['a question in capitals', asking('_BRIQUE._TCP.LOCAL')],
    ['a question what services there are', asking('_services._dns-sd._udp.local')],
  ])('is decoded: %s', (_what, message) => {
    expect(decodeMessage(encodeMessage(message))).toMatchObject(message);
  });

  it.each([
    ['talk of other services', asking('_ipp._tcp.local')],
    ['more than a frame', { ...longest, answers: Array(10).fill(longest.answers).flat() }],
  ])('is left alone: %s', (_what, message) => {
    expect(decodeMessage(encodeMessage(message))).toBeUndefined();
  });

  it('is left alone if it is shorter than a header', () => {
    expect(decodeMessage(Buffer.from('brique'))).toBeUndefined();
  });

  it('costs little if it promises more than it holds', () => {
    // A TXT record that runs over the end, after which dns-packet begins again at the start: once for each promised record.
    const packet = Buffer.alloc(1500);
    packet.writeUInt16BE(65_535, 6);
    packet.writeUInt16BE(16, 13);
    packet.writeUInt16BE(65_535, 21);
    packet.write('brique', 1490);
    const begin = performance.now();
    decodeMessage(packet);
    expect(performance.now() - begin).toBeLessThan(50);
  });
});
