import { describe, expect, it } from 'vitest';
import { RANK } from '../../src/adapters/mdns/addresses.js';
import {
  type CandidateTable,
  createCandidateTable,
  type SignOfLife,
} from '../../src/adapters/mdns/candidate-table.js';
import type { Candidate, DiscoveryEvent } from '../../src/usecases/peers/discovery.js';
import { randomInstanceId } from './announcements.js';

const claim = (host: string, port = 9080, rank: number = RANK.source) => ({
  host,
  address: `${host}:${port}`,
  rank,
});
const sign = (instanceId: string, changes: Partial<SignOfLife> = {}): SignOfLife => ({
  instanceId,
  instanceName: 'Atelier',
  protocol: 1,
  addresses: [claim('192.0.2.1')],
  source: '192.0.2.1',
  ...changes,
});
const candidates = (events: DiscoveryEvent[]): Candidate[] =>
  events.flatMap((event) => (event.type === 'seen' ? [event.candidate] : []));

describe('candidate table', () => {
  const id = randomInstanceId();

  it('keeps a candidate for 25 s of silence, counted from its last sign of life', () => {
    const table = createCandidateTable();
    table.observe(sign(id), 0);
    table.observe(sign(id), 10_000);
    expect(table.nextSweep()).toBe(35_000);
    expect(table.sweep(34_999)).toEqual([]);
    expect(table.sweep(35_000)).toEqual([{ type: 'gone', instanceId: id }]);
    expect(table.sweep(90_000)).toEqual([]);
    expect(table.nextSweep()).toBeUndefined();
  });

  it('tells each sign of life as a heartbeat, but the copies of one from several interfaces only once', () => {
    const table = createCandidateTable();
    expect(table.observe(sign(id), 0)).toHaveLength(1);
    expect(table.observe(sign(id), 5)).toEqual([]);
    expect(table.observe(sign(id), 999)).toEqual([]);
    expect(table.observe(sign(id), 1000)).toHaveLength(1);
  });

  it('tells changes in quick succession together, 200 ms after the last telling', () => {
    const table = createCandidateTable();
    table.observe(sign(id), 0);
    for (let now = 1; now < 200; now++)
      expect(table.observe(sign(id, { instanceName: `n${now}` }), now)).toEqual([]);
    expect(table.nextSweep()).toBe(200);
    expect(candidates(table.sweep(200))).toMatchObject([{ instanceName: 'n199' }]);
    expect(candidates(table.observe(sign(id, { instanceName: 'later' }), 400))).toMatchObject([
      { instanceName: 'later' },
    ]);
  });

  it('lets a goodbye take effect within 2 s, unless a sign of life contradicts it', () => {
    const table = createCandidateTable();
    table.observe(sign(id), 0);
    expect(table.farewell(id, 100)).toBe(true);
    table.observe(sign(id), 1000);
    expect(table.sweep(5000)).toEqual([]);
    table.farewell(id, 5000);
    table.farewell(id, 6400);
    expect(table.sweep(7000)).toEqual([{ type: 'gone', instanceId: id }]);
  });

  it('ignores a goodbye for somebody unknown', () => {
    const table = createCandidateTable();
    expect(table.farewell(id, 0)).toBe(false);
    expect(table.clear()).toEqual([]);
  });

  it('holds at most 256 candidates in a flood of 10,000, keeps those who were there, and makes room as they fall silent', () => {
    const table = createCandidateTable();
    const honest = Array.from({ length: 10 }, randomInstanceId);
    for (const one of honest) table.observe(sign(one), 0);
    const told = new Set<string>();
    for (let n = 0; n < 10_000; n++) {
      const events = table.observe(sign(randomInstanceId()), n);
      for (const { instanceId } of candidates(events)) told.add(instanceId);
      if (n % 5000 === 0) for (const one of honest) table.observe(sign(one), n);
    }
    expect(told.size).toBe(256 - honest.length);
    const newcomer = randomInstanceId();
    expect(table.observe(sign(newcomer), 10_000)).toEqual([]);
    const gone = table.sweep(26_000).map((event) => event.type === 'gone' && event.instanceId);
    expect(gone).toHaveLength(246);
    for (const one of honest) expect(gone).not.toContain(one);
    expect(table.observe(sign(newcomer), 26_000)).toHaveLength(1);
  });

  const honest = Array.from({ length: 10 }, (_, n) => ({
    id: randomInstanceId(),
    source: `192.0.2.${10 + n}`,
  }));
  /** A flood from one host, or from as many as a forger likes. */
  const flood = (table: CandidateTable, count: number, from: (n: number) => string) =>
    Array.from({ length: count }, (_, n) =>
      table.observe(sign(randomInstanceId(), { source: from(n) }), n),
    ).flat();

  it('finds those who come during a flood, whoever floods: one host, or a dozen names of it', () => {
    for (const hosts of [1, 12]) {
      const table = createCandidateTable();
      flood(table, 10_000, (n) => `192.0.2.${100 + (n % hosts)}`);
      const told = honest.flatMap(({ id, source }) => table.observe(sign(id, { source }), 10_000));
      expect(candidates(told).map(({ instanceId }) => instanceId)).toEqual(honest.map(({ id }) => id));
      expect(told.filter(({ type }) => type === 'gone')).toHaveLength(honest.length);
      // The flood goes on, and takes nothing back.
      expect(flood(table, 1000, () => '192.0.2.100').filter(({ type }) => type === 'gone')).toEqual([]);
      expect(table.clear()).toHaveLength(256);
    }
  });

  it('keeps those whose ids the flood announces too, even before they came themselves', () => {
    const table = createCandidateTable();
    flood(table, 256 - honest.length, () => '192.0.2.100');
    for (const { id } of honest) table.observe(sign(id, { source: '192.0.2.100' }), 0);
    for (const { id, source } of honest) table.observe(sign(id, { source }), 1000);
    const more = Array.from({ length: 200 }, (_, n) => sign(randomInstanceId(), { source: `192.0.3.${n}` }));
    const gone = more.flatMap((one) => table.observe(one, 2000)).filter(({ type }) => type === 'gone');
    expect(gone).toHaveLength(200);
    for (const { id } of honest) expect(gone).not.toContainEqual({ type: 'gone', instanceId: id });
  });

  it('lets a host fill the room that nobody else needs, as one does that speaks for another subnet', () => {
    const told = flood(createCandidateTable(), 300, () => '192.0.2.100');
    expect(told.map(({ type }) => type)).toEqual(Array.from({ length: 256 }, () => 'seen'));
  });

  it('refuses a sign of life without any usable address', () => {
    const table = createCandidateTable();
    expect(table.observe(sign(id, { addresses: [] }), 0)).toEqual([]);
    expect(table.nextSweep()).toBeUndefined();
  });

  it('tells everybody as gone when cleared', () => {
    const table = createCandidateTable();
    table.observe(sign(id), 0);
    expect(table.clear()).toEqual([{ type: 'gone', instanceId: id }]);
  });
});

describe('addresses of a candidate', () => {
  const id = randomInstanceId();
  /** Shows the table one packet after another, 1 s apart. @returns the addresses told last */
  const after = (...packets: SignOfLife['addresses'][]) => {
    const table = createCandidateTable();
    const told = packets.map((addresses, n) => candidates(table.observe(sign(id, { addresses }), n * 1000)));
    return told.at(-1)?.[0]?.addresses;
  };

  it('prefers the sender, then its link, then private networks, then link-local IPv6', () => {
    const claims = [
      claim('fe80::1%eth0', 1, RANK.linkLocalIpv6),
      claim('10.0.0.1', 1, RANK.privateNetwork),
      claim('192.0.2.9', 1, RANK.onLink),
      claim('192.0.2.1', 1, RANK.source),
    ];
    expect(after(claims)).toEqual(['192.0.2.1:1', '192.0.2.9:1', '10.0.0.1:1', 'fe80::1%eth0:1']);
  });

  it('puts a new address first and keeps the old one', () => {
    expect(after([claim('192.0.2.1')], [claim('192.0.2.7')])).toEqual(['192.0.2.7:9080', '192.0.2.1:9080']);
  });

  it('keeps the order when both go on showing life', () => {
    const [a, b] = [claim('192.0.2.1'), claim('192.0.2.7')];
    expect(after([a], [b], [a], [b], [a])).toEqual(['192.0.2.7:9080', '192.0.2.1:9080']);
  });

  it('puts the newest port of a host first, also when it returns to an older one', () => {
    const [old, moved] = [claim('192.0.2.1', 9080), claim('192.0.2.1', 9090)];
    expect(after([old], [moved])).toEqual(['192.0.2.1:9090', '192.0.2.1:9080']);
    expect(after([old], [moved], [old])).toEqual(['192.0.2.1:9080', '192.0.2.1:9090']);
  });

  it('lets no weaker claim put itself before what the host said itself', () => {
    const [real, forged] = [claim('192.0.2.1', 9080), claim('192.0.2.1', 666, RANK.onLink)];
    expect(after([real], [forged])).toEqual(['192.0.2.1:9080', '192.0.2.1:666']);
    expect(after([real], [claim('192.0.2.1', 9090)], [{ ...real, rank: RANK.onLink }])).toEqual([
      '192.0.2.1:9090',
      '192.0.2.1:9080',
    ]);
  });

  it('does not think less of an address because a weaker claim names it too', () => {
    const real = claim('192.0.2.1');
    const weaker = { ...real, rank: RANK.onLink };
    expect(after([real], [weaker], [claim('192.0.2.66', 666, RANK.onLink)])?.[0]).toBe('192.0.2.1:9080');
  });

  it('keeps 8 at most, and the real one among them however many are forged', () => {
    const forged = Array.from({ length: 100 }, (_, n) => claim(`198.51.100.${n}`, 666, RANK.onLink));
    const ports = Array.from({ length: 20 }, (_, n) => [claim('192.0.2.66', 1000 + n)]);
    const told = after([claim('192.0.2.1')], forged, ...ports);
    expect(told).toHaveLength(8);
    expect(told).toContain('192.0.2.1:9080');
  });

  it('forgets an address that nobody has named for 25 s', () => {
    const table = createCandidateTable();
    table.observe(sign(id), 0);
    table.observe(sign(id, { addresses: [claim('192.0.2.7')] }), 20_000);
    const [told] = candidates(table.observe(sign(id, { addresses: [claim('192.0.2.7')] }), 25_000));
    expect(told?.addresses).toEqual(['192.0.2.7:9080']);
  });
});
