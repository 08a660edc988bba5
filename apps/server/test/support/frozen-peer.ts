import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { createDeviceCertificate } from '../../src/adapters/tls/device-certificate.js';
import { addPeer, setTrust } from './api.js';
import type { RunningInstance } from './processes.js';
import { testFolder } from './temp-folder.js';

const PEER = fileURLToPath(new URL('../fixtures/peer-v1/peer.mjs', import.meta.url));

/** What a session of it came to. */
interface FrozenResult {
  readonly itemsReceived: number;
  readonly itemsSent: number;
  readonly conflicts: number;
  readonly identical: boolean;
  /** It compared everything: because a cursor was not known, or because the proof failed. */
  readonly reconciledAtFirst?: boolean;
  readonly reconciled: boolean;
}

/** The frozen second implementation of protocol 1, a process of its own. */
export interface FrozenPeer {
  readonly id: string;
  readonly port: number;
  /** @throws Error with the code of its refusal */
  tell<T = null>(command: string, given?: object): Promise<T>;
  sync(instance: RunningInstance): Promise<FrozenResult>;
  /** The canonical texts of its items, by id. */
  items(): Promise<string[]>;
}

/** @param protocol what it says that it speaks */
export async function startFrozenPeer(protocol = 1): Promise<FrozenPeer> {
  const folder = await testFolder();
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const device = await createDeviceCertificate();
  await writeFile(key, device.privateKeyPem);
  await writeFile(cert, device.certificatePem);
  const child = spawn(process.execPath, [PEER, key, cert, String(protocol)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    child.stdin.end();
    await once(child, 'close');
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value ?? '{}');
  const { ready } = await next();
  const tell: FrozenPeer['tell'] = async (command, given = {}) => {
    child.stdin.write(`${JSON.stringify({ do: command, ...given })}\n`);
    const { ok, failed } = await next();
    if (failed !== undefined) throw new Error(`${failed.code}: ${failed.message}`);
    return ok;
  };
  return {
    ...ready,
    tell,
    sync: ({ id }) => tell('sync', { peer: id }),
    items: () => tell('dump'),
  };
}

/** Lets both trust each other. */
export async function introduce(instance: RunningInstance, frozen: FrozenPeer): Promise<void> {
  await addPeer(instance, `127.0.0.1:${frozen.port}`);
  await setTrust(instance, frozen.id, true);
  await frozen.tell('trust', { id: instance.id, port: instance.gossipPort });
}
