import type { networkInterfaces } from 'node:os';

/** @returns whether an address of the UI listener can be reached from other computers */
export function isBeyondLoopback(host: string): boolean {
  return host !== 'localhost' && host !== '::1' && !/^127\.\d+\.\d+\.\d+$/.test(host);
}

/** Addresses that stand for all of this computer's. */
export function isEveryAddress(host: string): boolean {
  return host === '0.0.0.0' || /^[0:]+$/.test(host);
}

/** What this computer is called and reached by. */
export interface OwnNames {
  /** As the system knows it. */
  readonly hostname: string;
  readonly interfaces: ReturnType<typeof networkInterfaces>;
}

/**
 * What the Host header of a page's request may say, to the letter; browsers leave port 80 out.
 * @param host that the UI listener listens on
 * @param own asked for when others can reach it
 */
export function allowedHosts(host: string, port: number, own: OwnNames): ReadonlySet<string> {
  const names = ['localhost', '127.0.0.1', '[::1]'];
  if (isBeyondLoopback(host)) {
    names.push(...ownNames(own.hostname));
    // Never the address that stands for all: browsers take http://0.0.0.0 for this computer, from any page.
    names.push(...(isEveryAddress(host) ? addressesOf(own.interfaces) : [inUrl(host)]));
  } else if (host !== 'localhost') {
    names.push(inUrl(host));
  }
  return new Set(names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`])));
}

/** Where the page is, the likeliest first: on this computer, then on the network. */
export function pageUrls(host: string, port: number, own: OwnNames): string[] {
  const names = isEveryAddress(host)
    ? ['localhost', ...addressesOf(own.interfaces, false)]
    : [isBeyondLoopback(host) ? inUrl(host) : 'localhost'];
  return names.map((name) => `http://${name}:${port}`);
}

/** A computer called `atelier.lan` is also `atelier`, and `atelier.local` by mDNS. */
function ownNames(hostname: string): string[] {
  const full = hostname.toLowerCase();
  const short = full.split('.')[0] ?? '';
  return short === '' ? [] : [full, short, `${short}.local`];
}

/** Without those that mean something on one link only: a browser cannot write them. */
function addressesOf(interfaces: OwnNames['interfaces'], withInternal = true): string[] {
  return Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ address, internal }) => (withInternal || !internal) && !/^fe80:/i.test(address))
    .map(({ address }) => inUrl(address));
}

function inUrl(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
