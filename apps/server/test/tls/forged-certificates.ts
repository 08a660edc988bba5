import { createPrivateKey, KeyObject, webcrypto } from 'node:crypto';
import '../../src/adapters/tls/reflect-metadata.js';
import type { DeviceCertificate } from '../../src/adapters/tls/device-certificate.js';

const {
  BasicConstraintsExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} = await import('@peculiar/x509');

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

function makeKeys() {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function pem(certificate: InstanceType<typeof X509Certificate>, key: webcrypto.CryptoKey): DeviceCertificate {
  return {
    certificatePem: certificate.toString('pem'),
    privateKeyPem: KeyObject.from(key).export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** Looks like `honest` in everything but the key: subject, serial number, dates, extensions. */
export async function forgeCopy(honest: DeviceCertificate): Promise<DeviceCertificate> {
  const model = new X509Certificate(honest.certificatePem);
  const keys = await makeKeys();
  const { subjectName: name, serialNumber, notBefore, notAfter, extensions } = model;
  const copy = { name, serialNumber, notBefore, notAfter, extensions, keys, signingAlgorithm: ALGORITHM };
  return pem(await X509CertificateGenerator.createSelfSigned(copy, webcrypto), keys.privateKey);
}

/** A device whose certificate may sign others, as another program's might. */
export async function makeAuthority(): Promise<DeviceCertificate> {
  const keys = await makeKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=authority',
      notBefore: new Date(0),
      notAfter: new Date('9999-12-31T23:59:59Z'),
      keys,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new BasicConstraintsExtension(true, undefined, true),
        await SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return pem(certificate, keys.privateKey);
}

/** A certificate of another key, signed by `authority`: it verifies against it. */
export async function signedBy(authority: DeviceCertificate): Promise<DeviceCertificate> {
  const keys = await makeKeys();
  const signingKey = await webcrypto.subtle.importKey(
    'pkcs8',
    createPrivateKey(authority.privateKeyPem).export({ type: 'pkcs8', format: 'der' }),
    ALGORITHM,
    false,
    ['sign'],
  );
  const certificate = await X509CertificateGenerator.create(
    {
      subject: 'CN=signed',
      issuer: new X509Certificate(authority.certificatePem).subjectName,
      notBefore: new Date(0),
      notAfter: new Date('9999-12-31T23:59:59Z'),
      publicKey: keys.publicKey,
      signingKey,
      signingAlgorithm: ALGORITHM,
    },
    webcrypto,
  );
  return pem(certificate, keys.privateKey);
}
