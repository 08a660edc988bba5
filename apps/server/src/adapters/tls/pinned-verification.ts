import { X509Certificate } from 'node:crypto';
import {
  type ConnectionOptions,
  createSecureContext,
  type PeerCertificate,
  type SecureContext,
} from 'node:tls';
import type { Identity, PeerIdentity } from '../../usecases/gossip/peer-transport.js';
import { instanceIdOfCertificate } from './identity.js';
import type { PeerAddress } from './peer-address.js';
import { identityMismatch, outsideItsDates } from './transport-errors.js';

interface Pinned {
  context: SecureContext;
  der: Buffer;
  validFrom: number;
  validTo: number;
}

/** Contexts kept ready; making one takes 2 ms, a third of a connection. */
const MAX_CONTEXTS = 256;

/**
 * Makes the TLS options under which exactly one peer passes. Three things hold it: the pinned certificate is the only root, Node refuses
 * what does not verify, and the certificate shown must be the pinned one byte for byte (the root alone would also let through what the
 * peer's key signed for others).
 * @param identity ours
 * @returns a function of the peer and, for its messages, the address
 * @throws BriqueError (the returned function) `identity_mismatch` when the stored certificate is not the one of the stored id, or is
 *   outside its dates
 */
export function createPinnedVerification(
  identity: Identity,
): (peer: PeerIdentity, address: PeerAddress) => ConnectionOptions {
  const ready = new Map<string, Pinned>();

  const pin = (peer: PeerIdentity, address: PeerAddress): Pinned => {
    const certificate = readable(() => new X509Certificate(peer.certificatePem));
    if (certificate === undefined || instanceIdOfCertificate(certificate) !== peer.instanceId) {
      throw identityMismatch(address, 'the certificate stored here does not belong to its id');
    }
    const context = createSecureContext({
      ca: [peer.certificatePem],
      cert: identity.certificatePem,
      key: identity.privateKeyPem,
      minVersion: 'TLSv1.3',
    });
    const [validFrom, validTo] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
    return { context, der: certificate.raw, validFrom, validTo };
  };

  return (peer, address) => {
    const key = `${peer.instanceId} ${peer.certificatePem}`;
    const pinned = ready.get(key) ?? pin(peer, address);
    if (!ready.has(key) && ready.size >= MAX_CONTEXTS) ready.clear();
    ready.set(key, pinned);
    // Asked here, not of OpenSSL: of several faults it names one, and a stranger's expired certificate is first of all a stranger's.
    if (Date.now() < pinned.validFrom) throw outsideItsDates(address, 'is not valid yet');
    if (Date.now() > pinned.validTo) throw outsideItsDates(address, 'has expired');
    return {
      secureContext: pinned.context,
      rejectUnauthorized: true,
      // Called within Node's handshake, where an exception would end the process.
      checkServerIdentity: (_host: string, presented: PeerCertificate) => {
        if (pinned.der.equals(presented.raw)) return undefined;
        const answered = readable(() => instanceIdOfCertificate(presented.raw)) ?? 'unreadable';
        return identityMismatch(address, `${short(answered)}, not ${short(peer.instanceId)}`);
      },
    };
  };
}

function short(instanceId: string): string {
  return `${instanceId.slice(0, 8)}…`;
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
