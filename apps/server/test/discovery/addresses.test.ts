import { describe, expect, it } from 'vitest';
import { rankAddresses } from '../../src/adapters/mdns/addresses.js';
import { linksOf } from '../../src/adapters/mdns/links.js';
import { ipv4Interface } from './fake-wire.js';

const mac = '02:00:00:00:00:01';
const eth0 = [
  {
    address: 'fe80::2',
    netmask: 'ffff:ffff:ffff:ffff::',
    family: 'IPv6',
    mac,
    internal: false,
    cidr: 'fe80::2/64',
    scopeid: 3,
  },
  {
    address: 'fd00::2',
    netmask: 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    family: 'IPv6',
    mac,
    internal: false,
    cidr: 'fd00::2/128',
    scopeid: 0,
  },
  ...ipv4Interface('192.0.2.2'),
] as ReturnType<typeof ipv4Interface>;
const lo = [
  { address: '127.0.0.1', netmask: '255.0.0.0', family: 'IPv4', mac, internal: true, cidr: '127.0.0.1/8' },
  {
    address: '::1',
    netmask: 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    family: 'IPv6',
    mac,
    internal: true,
    cidr: '::1/128',
    scopeid: 0,
  },
] as ReturnType<typeof ipv4Interface>;

function linkOf(key: string, platform: NodeJS.Platform = 'linux') {
  const link = linksOf({ eth0, lo }, platform).find((one) => one.key === key);
  if (!link) throw new Error(`no link ${key}`);
  return link;
}

describe('links of this machine', () => {
  it('are one for each interface and family', () => {
    expect(linksOf({ eth0, lo }).map(({ key }) => key)).toEqual([
      'eth0/IPv4',
      'eth0/IPv6',
      'lo/IPv4',
      'lo/IPv6',
    ]);
    expect(linkOf('eth0/IPv4').membership).toBe('192.0.2.2');
    expect(linkOf('eth0/IPv6').membership).toBe('::%eth0');
  });

  it('are named by number on Windows', () => {
    expect(linkOf('eth0/IPv6', 'win32').membership).toBe('::%3');
  });

  it('tell their addresses of both families, IPv4 first and link-local IPv6 last', () => {
    expect(linkOf('eth0/IPv6').addresses).toEqual(['192.0.2.2', 'fd00::2', 'fe80::2']);
  });

  it('know their neighbours, also where DHCPv6 gave a /128', () => {
    const { onLink } = linkOf('eth0/IPv4');
    for (const near of ['192.0.2.77', 'fd00::77', 'fe80::77']) expect(onLink(near)).toBe(true);
    for (const far of ['192.0.3.1', '127.0.0.1', 'fd00:1::1', '::1']) expect(onLink(far)).toBe(false);
  });

  it('change their revision with their addresses', () => {
    const [before, moved] = ['192.0.2.2', '192.0.2.3'].map((address) =>
      linksOf({ eth0: ipv4Interface(address) }),
    );
    expect(moved?.[0]?.key).toBe(before?.[0]?.key);
    expect(moved?.[0]?.revision).not.toBe(before?.[0]?.revision);
  });
});

describe('addresses worth trying', () => {
  const ranked = (hosts: string[], source: string, key = 'eth0/IPv4') =>
    rankAddresses(hosts, 9080, source, linkOf(key))
      .sort((a, b) => a.rank - b.rank)
      .map(({ address }) => address);

  it('begin with the one the packet came from', () => {
    expect(ranked(['fd00::5', '192.0.2.9', '192.0.2.5'], '192.0.2.5')).toEqual([
      '192.0.2.5:9080',
      '[fd00::5]:9080',
      '192.0.2.9:9080',
    ]);
  });

  it('include the sender even if its records forget it', () => {
    expect(ranked([], '192.0.2.5')).toEqual(['192.0.2.5:9080']);
  });

  it('put other private networks after neighbours (an mDNS reflector), and leave out public ones', () => {
    expect(ranked(['10.1.1.1', '8.8.8.8', '2001:db8::1', '192.0.2.5'], '192.0.2.5')).toEqual([
      '192.0.2.5:9080',
      '10.1.1.1:9080',
    ]);
  });

  it('give link-local IPv6 the zone of the link it came over, and put it last', () => {
    expect(ranked(['fe80::5', '10.1.1.1'], 'fe80::5%eth0', 'eth0/IPv6')).toEqual([
      '10.1.1.1:9080',
      '[fe80::5%eth0]:9080',
    ]);
  });

  it('never are the loopback on word from outside, nor IPv4 in IPv6 clothes', () => {
    expect(
      ranked(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1', '::ffff:192.0.2.9'], '192.0.2.5'),
    ).toEqual(['192.0.2.5:9080']);
  });

  it('are nothing but the loopback over the loopback', () => {
    expect(ranked(['127.0.0.1', '192.0.2.5', '10.0.0.1'], '127.0.0.1', 'lo/IPv4')).toEqual([
      '127.0.0.1:9080',
    ]);
  });

  it('are no multicast, no broadcast, no nonsense', () => {
    const bad = [
      '224.0.0.251',
      'ff02::fb',
      '0.0.0.0',
      '::',
      '255.255.255.255',
      'example.org',
      '',
      'fe80::1%eth0',
    ];
    expect(ranked(bad, '192.0.2.5')).toEqual(['192.0.2.5:9080']);
  });

  it('have one spelling each', () => {
    expect(ranked(['FD00:0:0:0::5', 'fd00::5'], '192.0.2.5')).toEqual(['[fd00::5]:9080', '192.0.2.5:9080']);
  });
});
