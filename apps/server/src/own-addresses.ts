import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

/**
 * The interfaces that others can reach us on: all, or those that have the one address that the gossip listener listens on.
 * @param host that address; undefined for all
 */
export function reachableInterfaces(host: string | undefined): ReturnType<typeof networkInterfaces> {
  const all = networkInterfaces();
  if (host === undefined) return all;
  const withHost = Object.entries(all).map(([name, addresses]) => [
    name,
    addresses?.filter(({ address }) => address === host),
  ]);
  return Object.fromEntries(withHost.filter(([, addresses]) => (addresses?.length ?? 0) > 0));
}

/**
 * Where others reach the gossip listener, the likeliest first: IPv4 before IPv6. Addresses that mean something only on one
 * link are left out; this computer's own serve only where there is no other.
 * @returns `host:port`, IPv6 in brackets
 */
export function ownAddresses(interfaces: ReturnType<typeof networkInterfaces>, port: number): string[] {
  const all = Object.values(interfaces).flatMap((addresses) => addresses ?? []);
  const onNetwork = all.filter(
    ({ internal, address }) => !internal && !address.toLowerCase().startsWith('fe80:'),
  );
  const usable = onNetwork.length > 0 ? onNetwork : all.filter(({ internal }) => internal);
  const isV6 = ({ family }: NetworkInterfaceInfo) => family === 'IPv6';
  return usable
    .toSorted((a, b) => Number(isV6(a)) - Number(isV6(b)))
    .map((info) => (isV6(info) ? `[${info.address}]:${port}` : `${info.address}:${port}`));
}
