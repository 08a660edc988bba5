import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { base32nopad } from '@scure/base';
import { BriqueError } from '../../usecases/brique-error.js';
import type { Identity } from '../../usecases/gossip/peer-transport.js';
import { syncToDisk } from '../sync-to-disk.js';
import { createDeviceCertificate } from './device-certificate.js';

const KEY_FILE = 'device-key.pem';
const CERTIFICATE_FILE = 'device-cert.pem';

/**
 * The name by which peers know a device.
 * @param certificate PEM text or DER bytes
 * @returns base32 (RFC 4648, lower case, no padding; 52 characters) of the SHA-256 of the certificate's SPKI
 * @throws Error when it is not a certificate
 */
export function instanceIdOfCertificate(certificate: string | Uint8Array | X509Certificate): string {
  const parsed = certificate instanceof X509Certificate ? certificate : new X509Certificate(certificate);
  const spki = parsed.publicKey.export({ type: 'spki', format: 'der' });
  return base32nopad.encode(createHash('sha256').update(spki).digest()).toLowerCase();
}

/**
 * Reads who this instance is; makes it, once, in a data folder that holds neither file yet. It never replaces an identity: a new one
 * would be a stranger to every peer that approved the old one.
 * @param dataDir the data folder; made when missing
 * @throws BriqueError `not_available` when the pair is incomplete, unreadable or does not fit together: says which file, and what to do
 */
export async function loadOrCreateIdentity(dataDir: string): Promise<Identity> {
  const keyPath = join(dataDir, KEY_FILE);
  const certificatePath = join(dataDir, CERTIFICATE_FILE);
  const [privateKeyPem, certificatePem] = await Promise.all([
    readSecret(keyPath),
    readSecret(certificatePath),
  ]);
  if (privateKeyPem !== undefined && certificatePem !== undefined) {
    return checkedPair(keyPath, privateKeyPem, certificatePath, certificatePem);
  }
  if (privateKeyPem === undefined && certificatePem === undefined) return makeIdentity(dataDir);
  if (privateKeyPem !== undefined) {
    const identity = await finishMaking(dataDir, privateKeyPem);
    if (identity !== null) return identity;
  }
  const [there, missing] =
    privateKeyPem === undefined ? [certificatePath, keyPath] : [keyPath, certificatePath];
  throw new BriqueError(
    'not_available',
    `${missing} is missing, while ${there} is there: put it back from a backup. If this instance was never approved by another ` +
      `(its first start was interrupted), delete ${there} and start again.`,
  );
}

/** @returns the id by which the certificate in a data folder is known; null when there is none that can be read */
export async function instanceIdInFolder(dataDir: string): Promise<string | null> {
  try {
    return instanceIdOfCertificate(await readFile(join(dataDir, CERTIFICATE_FILE), 'utf8'));
  } catch {
    return null;
  }
}

/** Both files are whole on the disk before either gets its name: whatever stops it in between, the next start finishes it. */
async function makeIdentity(dataDir: string): Promise<Identity> {
  const made = await createDeviceCertificate();
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writeTemporary(dataDir, KEY_FILE, made.privateKeyPem);
  await writeTemporary(dataDir, CERTIFICATE_FILE, made.certificatePem);
  await giveName(dataDir, KEY_FILE);
  await giveName(dataDir, CERTIFICATE_FILE);
  return { ...made, instanceId: instanceIdOfCertificate(made.certificatePem) };
}

/** @returns the identity whose certificate did not get its name yet; null when that is not what is missing */
async function finishMaking(dataDir: string, privateKeyPem: string): Promise<Identity | null> {
  const certificatePath = temporary(dataDir, CERTIFICATE_FILE);
  const certificatePem = await readSecret(certificatePath);
  if (certificatePem === undefined) return null;
  const identity = checkedPair(join(dataDir, KEY_FILE), privateKeyPem, certificatePath, certificatePem);
  await giveName(dataDir, CERTIFICATE_FILE);
  return identity;
}

function checkedPair(
  keyPath: string,
  keyPem: string,
  certificatePath: string,
  certificatePem: string,
): Identity {
  const key = parsed(keyPath, 'a private key', () => createPrivateKey(keyPem));
  const certificate = parsed(certificatePath, 'a certificate', () => new X509Certificate(certificatePem));
  if (!certificate.checkPrivateKey(key)) {
    throw new BriqueError(
      'not_available',
      `${keyPath} and ${certificatePath} do not belong together: put both back from the same backup.`,
    );
  }
  return { instanceId: instanceIdOfCertificate(certificate), certificatePem, privateKeyPem: keyPem };
}

function parsed<T>(path: string, what: string, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    throw new BriqueError(
      'not_available',
      `${path} is not ${what} that can be read (damaged?): put it back from a backup.`,
      [],
      { cause },
    );
  }
}

/** @returns the file's text, undefined when there is no such file */
async function readSecret(path: string): Promise<string | undefined> {
  try {
    const text = await readFile(path, 'utf8');
    // Copying a data folder often widens the mode.
    await chmod(path, 0o600);
    return text;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BriqueError(
      'not_available',
      `${path} cannot be read (${reason}): give the user who runs Brique access to it.`,
      [],
      { cause },
    );
  }
}

function temporary(dataDir: string, name: string): string {
  return `${join(dataDir, name)}.tmp`;
}

/** Writes a file whole, under its temporary name. */
async function writeTemporary(dataDir: string, name: string, text: string): Promise<void> {
  const path = temporary(dataDir, name);
  await rm(path, { force: true });
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Gives a file its name for good. */
async function giveName(dataDir: string, name: string): Promise<void> {
  await rename(temporary(dataDir, name), join(dataDir, name));
  await syncToDisk(dataDir);
}
