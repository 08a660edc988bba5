import { isIPv6 } from 'node:net';
import { BriqueError } from '../../usecases/brique-error.js';

/** Where to connect: a name or an IP address without brackets (a zone as in `fe80::1%eth0` allowed), and a port. */
export interface PeerAddress {
  host: string;
  port: number;
}

const ADDRESS = /^(?:\[([^[\]]+)\]|([^:[\]\s/@]+)):(\d{1,5})$/;

/**
 * Reads `host:port`, `[v6]:port` or `[fe80::1%eth0]:port`.
 * @throws BriqueError `invalid_input` when it is none of these
 */
export function parsePeerAddress(address: string): PeerAddress {
  const match = ADDRESS.exec(address.trim());
  const v6 = match?.[1];
  const host = v6 ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || port < 1 || port > 65_535 || (v6 !== undefined && !isIPv6(v6))) {
    const message = `“${address}” is not an address. Write host:port, for example 192.168.1.20:9080 or [fe80::1%eth0]:9080.`;
    throw new BriqueError('invalid_input', message, [{ field: 'address', code: 'bad_address', message }]);
  }
  return { host, port };
}

/** An address as a person writes it. */
export function describe({ host, port }: PeerAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
