import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { OwnNetwork } from '../../usecases/doctor/doctor.js';
import { isLinkLocalIpv6, isLoopback, withoutZone } from './addresses.js';
import { linksOf } from './links.js';

/** The network as it is at this moment. @param interfaces as `os.networkInterfaces()` returns it */
export function ownNetwork(interfaces = networkInterfaces()): OwnNetwork {
  const links = linksOf(interfaces);
  const addresses = Object.values(interfaces).flatMap((infos = []) =>
    infos.filter(({ internal }) => !internal).map(({ address }) => address),
  );
  const isOnLink = (host: string) => isIP(host) === 0 || links.some((link) => link.onLink(host));
  return {
    // Link-local ones say nothing to a person, unless there are no others.
    addresses: addresses.some((address) => !isLinkLocalIpv6(address))
      ? addresses.filter((address) => !isLinkLocalIpv6(address))
      : addresses,
    isOurs: (address) => isOnLink(hostOf(address)),
    isLoopback: (address) => isIP(hostOf(address)) !== 0 && isLoopback(hostOf(address)),
  };
}

/** @param address `host:port`, IPv6 in brackets @returns the host without zone */
function hostOf(address: string): string {
  const [, host = ''] = /^\[?(.*?)\]?:\d+$/.exec(address) ?? [];
  return withoutZone(host);
}
