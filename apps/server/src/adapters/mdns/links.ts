import { BlockList } from 'node:net';
import type { NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import { isLinkLocalIpv6, isLoopback } from './addresses.js';

/** One network interface seen through one address family: the place of one socket. */
export interface Link {
  /** `eth0/IPv4`: the same as long as the interface is there. */
  key: string;
  family: 'IPv4' | 'IPv6';
  /** How addMembership and setMulticastInterface name it: `192.0.2.2`, or `::%eth0`. */
  membership: string;
  /** What stands behind `%` in link-local IPv6 addresses here: the interface's name, on Windows its number. */
  zone: string;
  loopback: boolean;
  /** Our addresses on the interface, of both families, IPv4 first, link-local IPv6 last. */
  addresses: string[];
  /** Whether the address belongs to a neighbour: one of the interface's subnets holds it. */
  onLink(address: string): boolean;
  /** Differs when the interface's addresses changed, and the socket must be opened anew. */
  revision: string;
}

/**
 * @param interfaces as `os.networkInterfaces()` returns it: interfaces that are up and have an address
 * @returns one link for each interface and family
 */
export function linksOf(
  interfaces: ReturnType<typeof networkInterfaces>,
  platform = process.platform,
): Link[] {
  return Object.entries(interfaces).flatMap(([name, infos = []]) => {
    const zone = platform === 'win32' ? String(infos.find((info) => scopeOf(info))?.scopeid ?? '') : name;
    const common = {
      zone,
      loopback: infos.some((info) => info.internal),
      addresses: [...infos].sort((a, b) => order(a) - order(b)).map((info) => info.address),
      onLink: subnetCheck(infos),
      revision: infos.map((info) => `${info.cidr}%${scopeOf(info)}`).join(),
    };
    const ipv4 = infos.find((info) => info.family === 'IPv4');
    const ipv6 = infos.find((info) => info.family === 'IPv6');
    const links: Link[] = [];
    if (ipv4) links.push({ ...common, key: `${name}/IPv4`, family: 'IPv4', membership: ipv4.address });
    if (ipv6 && zone)
      links.push({ ...common, key: `${name}/IPv6`, family: 'IPv6', membership: `::%${zone}` });
    return links;
  });
}

function scopeOf(info: NetworkInterfaceInfo): number {
  return info.family === 'IPv6' ? info.scopeid : 0;
}

function order(info: NetworkInterfaceInfo): number {
  if (info.family === 'IPv4') return 0;
  return isLinkLocalIpv6(info.address) ? 2 : 1;
}

function subnetCheck(infos: NetworkInterfaceInfo[]): (address: string) => boolean {
  const subnets = new BlockList();
  for (const info of infos) {
    const prefix = Number(info.cidr?.split('/')[1] ?? Number.NaN);
    if (Number.isNaN(prefix)) continue;
    // DHCPv6 hands out /128 on links whose neighbours share the /64.
    if (info.family === 'IPv4') subnets.addSubnet(info.address, prefix, 'ipv4');
    else if (!isLoopback(info.address)) subnets.addSubnet(info.address, Math.min(prefix, 64), 'ipv6');
    else subnets.addAddress(info.address, 'ipv6');
  }
  return (address) => subnets.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
}
