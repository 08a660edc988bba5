import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDeviceCertificate,
  type DeviceCertificate,
} from '../../src/adapters/tls/device-certificate.js';
import { instanceIdOfCertificate } from '../../src/adapters/tls/identity.js';
import type { Identity } from '../../src/usecases/gossip/peer-transport.js';

/** A device as its first start makes it, without a data folder. */
export async function makeDevice(validity?: { notBefore: Date; notAfter: Date }): Promise<Identity> {
  return identityOf(await createDeviceCertificate(validity));
}

export function identityOf(certificate: DeviceCertificate): Identity {
  return { ...certificate, instanceId: instanceIdOfCertificate(certificate.certificatePem) };
}

/** A folder of its own for `use`, removed afterwards. */
export async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'brique-tls-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Everything of a body, as text. */
export async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
