import { KeyObject, webcrypto } from 'node:crypto';
import './reflect-metadata.js';

/** A private key and the self-signed certificate made from it, both PEM. */
export interface DeviceCertificate {
  certificatePem: string;
  privateKeyPem: string;
}

/**
 * Valid for ever, on purpose: peers pin the certificate itself, so its dates protect nothing, and a machine whose clock was wrong at
 * its first start (a Raspberry Pi without a battery wakes up in 1970) must not make one that its peers refuse.
 * 9999-12-31 is RFC 5280's "no expiration date" (4.1.2.5).
 */
const FOREVER = { notBefore: new Date(0), notAfter: new Date('9999-12-31T23:59:59Z') };

/**
 * Makes a P-256 key and a self-signed certificate for both ends of a TLS connection. It names nobody: every device carries the same
 * subject, and who it is follows from its key alone.
 * @param validity the certificate's dates; given by tests only
 */
export async function createDeviceCertificate(validity = FOREVER): Promise<DeviceCertificate> {
  // Loaded here, not at the top: it takes 150 ms, and an instance needs it once in its life.
  const x509 = await import('@peculiar/x509');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=brique',
      ...validity,
      keys,
      signingAlgorithm: algorithm,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([
          x509.ExtendedKeyUsage.serverAuth,
          x509.ExtendedKeyUsage.clientAuth,
        ]),
      ],
    },
    webcrypto,
  );
  return {
    certificatePem: `${certificate.toString('pem')}\n`,
    privateKeyPem: KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
