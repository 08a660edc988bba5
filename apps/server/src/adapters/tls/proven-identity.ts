import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { PeerIdentity } from '../../usecases/gossip/peer-transport.js';
import { instanceIdOfCertificate } from './identity.js';

/** Bytes (DER) of the largest certificate we take; ours has 342. Certificates are stored with pending requests, so they are bounded. */
const MAX_CERTIFICATE_BYTES = 8 * 1024;

/** Certificates whose identity is remembered; reading one anew takes a quarter of a millisecond of each connection. */
const MAX_REMEMBERED = 100;
const remembered = new Map<string, PeerIdentity>();

/**
 * Who is at the other end, by the certificate whose private key the handshake proved it to hold.
 * @returns undefined without a certificate, or with one that is too large or of a kind that Node cannot read. It never throws: it runs
 *   in event handlers, where a stranger's odd certificate must not end the process.
 */
export function provenIdentity(socket: TLSSocket): PeerIdentity | undefined {
  try {
    const certificate = socket.getPeerX509Certificate();
    if (certificate === undefined || certificate.raw.length > MAX_CERTIFICATE_BYTES) return undefined;
    return identityOf(certificate);
  } catch {
    return undefined;
  }
}

/** By the SHA-256 of the whole certificate, so that what is remembered is what would be read. */
function identityOf(certificate: X509Certificate): PeerIdentity {
  const known = remembered.get(certificate.fingerprint256);
  if (known !== undefined) return known;
  const identity = {
    instanceId: instanceIdOfCertificate(certificate),
    certificatePem: certificate.toString(),
  };
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(certificate.fingerprint256, identity);
  return identity;
}
