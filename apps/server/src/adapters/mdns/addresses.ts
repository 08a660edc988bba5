import { BlockList, isIP, SocketAddress } from 'node:net';

/** How likely an address is to work, lower first. */
export const RANK = {
  /** The packet came from it. */
  source: 0,
  /** In a subnet of the link that the packet came over. */
  onLink: 1,
  /** Private address of another subnet: an mDNS reflector passed it on, a router may reach it. */
  privateNetwork: 2,
  /** Works only where the zone survives all the way to connect(). */
  linkLocalIpv6: 3,
} as const;

export interface RankedAddress {
  /** `host:port`, IPv6 hosts in brackets, with zone if link-local. */
  address: string;
  /** The same without the port. */
  host: string;
  rank: number;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
const linkLocalIpv6 = new BlockList();
linkLocalIpv6.addSubnet('fe80::', 10, 'ipv6');
const privateNetworks = new BlockList();
privateNetworks.addSubnet('10.0.0.0', 8, 'ipv4');
privateNetworks.addSubnet('172.16.0.0', 12, 'ipv4');
privateNetworks.addSubnet('192.168.0.0', 16, 'ipv4');
privateNetworks.addSubnet('fc00::', 7, 'ipv6');

/** @param address IPv4 or IPv6, without zone */
export function isLoopback(address: string): boolean {
  return loopback.check(address, familyOf(address));
}

/** @param address IPv4 or IPv6, without zone */
export function isLinkLocalIpv6(address: string): boolean {
  return address.includes(':') && linkLocalIpv6.check(address, 'ipv6');
}

/** @returns the address without `%zone` */
export function withoutZone(address: string): string {
  return address.split('%')[0] ?? address;
}

/** The part of a link that ranking needs. */
interface RankingLink {
  zone: string;
  loopback: boolean;
  onLink(address: string): boolean;
}

/**
 * Chooses, among the addresses that a packet claims, those worth trying from here. Left out: loopback addresses told from
 * elsewhere (we would connect to ourselves), public addresses of other networks (a forger could point a whole LAN at
 * somebody), multicast and nonsense.
 * @param hosts claimed addresses, without zone
 * @param source where the packet came from; undefined when somebody else received it
 * @param link what it came over
 */
export function rankAddresses(
  hosts: string[],
  port: number,
  source: string | undefined,
  link: RankingLink,
): RankedAddress[] {
  const sender = source === undefined ? undefined : withoutZone(source);
  const claimed = new Set(hosts.flatMap((host) => canonical(host) ?? []));
  const ranked: RankedAddress[] = [];
  for (const host of new Set([...claimed, ...(sender === undefined ? [] : [sender])])) {
    const rank = rankOf(host, host === sender && claimed.has(host), link);
    if (rank === undefined) continue;
    const zoned = rank === RANK.linkLocalIpv6 ? `${host}%${link.zone}` : host;
    ranked.push({
      host: zoned,
      address: zoned.includes(':') ? `[${zoned}]:${port}` : `${zoned}:${port}`,
      rank,
    });
  }
  return ranked;
}

function rankOf(host: string, isSource: boolean, link: RankingLink): number | undefined {
  if (isLoopback(host) !== link.loopback) return undefined;
  if (isLinkLocalIpv6(host)) return RANK.linkLocalIpv6;
  if (link.onLink(host)) return isSource ? RANK.source : RANK.onLink;
  return privateNetworks.check(host, familyOf(host)) ? RANK.privateNetwork : undefined;
}

/** One spelling for each address; undefined for what is none, and for IPv4 in IPv6 clothes. */
function canonical(host: string): string | undefined {
  if (isIP(host) === 0 || host.includes('%')) return undefined;
  const { address } = new SocketAddress({ address: host, family: familyOf(host) });
  return address.startsWith('::ffff:') ? undefined : address;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}
