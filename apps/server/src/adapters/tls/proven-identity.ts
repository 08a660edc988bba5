import type { TLSSocket } from 'node:tls';
import type { PeerIdentity } from '../../usecases/gossip/peer-transport.js';
import { instanceIdOfCertificate } from './identity.js';

/** Bytes (DER) of the largest certificate we take; ours has 342. Certificates are stored with pending requests, so they are bounded. */
const MAX_CERTIFICATE_BYTES = 8 * 1024;

/**
 * Who is at the other end, by the certificate whose private key the handshake proved it to hold.
 * @returns undefined without a certificate, or with one that is too large or of a kind that Node cannot read. It never throws: it runs
 *   in event handlers, where a stranger's odd certificate must not end the process.
 */
export function provenIdentity(socket: TLSSocket): PeerIdentity | undefined {
  try {
    const certificate = socket.getPeerX509Certificate();
    if (certificate === undefined || certificate.raw.length > MAX_CERTIFICATE_BYTES) return undefined;
    return { instanceId: instanceIdOfCertificate(certificate), certificatePem: certificate.toString() };
  } catch {
    return undefined;
  }
}
