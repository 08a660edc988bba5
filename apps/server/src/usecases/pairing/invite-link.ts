import { LIMITS } from '@brique/shared';
import { base32nopad } from '@scure/base';
import { cleanName } from '../peers/clean-name.js';

/** What an invite says: who invites, where to find it, and the secret that lets one instance in. */
export interface Invitation {
  readonly instanceId: string;
  readonly instanceName: string;
  /** `host:port` of its gossip listener, the likeliest first. */
  readonly addresses: readonly string[];
  /** 128 bits. */
  readonly secret: Uint8Array;
}

const SECRET_BYTES = 16;
const MAX_ADDRESSES = 8;
/** Far more than any invite; what is longer was not made by us. */
const MAX_LENGTH = 2000;

/**
 * The invite as text: `brique:invite?v=1&id=<instance id>&s=<secret, base32>&a=<address>&a=…&n=<name>&end`. A link, a code to
 * scan, a text to paste: always this. Its end is marked, so that a part of it is not taken for the whole.
 */
export function writeInvite({ instanceId, instanceName, addresses, secret }: Invitation): string {
  const query = new URLSearchParams({ v: '1', id: instanceId, s: base32nopad.encode(secret).toLowerCase() });
  for (const address of addresses.slice(0, MAX_ADDRESSES)) query.append('a', address);
  query.append('n', instanceName);
  return `brique:invite?${query}&end`;
}

/**
 * Reads an invite as people paste it: with blanks and line breaks that a mail program put in, or words around it.
 * @returns null when there is none in the text, or one that is not whole
 */
export function readInvite(text: string): Invitation | null {
  if (text.length > MAX_LENGTH) return null;
  const query = /brique:invite\?(.+?)&end/i.exec(text.replace(/\s+/g, ''))?.[1];
  if (query === undefined) return null;
  const fields = new URLSearchParams(query);
  const instanceId = fields.get('id') ?? '';
  const secret = readSecret(fields.get('s') ?? '');
  const addresses = fields
    .getAll('a')
    .filter((address) => /^\S+:\d+$/.test(address) && address.length <= LIMITS.addressLength);
  if (fields.get('v') !== '1' || !/^[a-z2-7]{52}$/.test(instanceId) || secret === null) return null;
  if (addresses.length === 0 || addresses.length > MAX_ADDRESSES) return null;
  return { instanceId, instanceName: cleanName(fields.get('n') ?? ''), addresses, secret };
}

function readSecret(text: string): Uint8Array | null {
  try {
    const secret = base32nopad.decode(text.toUpperCase());
    return secret.length === SECRET_BYTES ? secret : null;
  } catch {
    return null;
  }
}
