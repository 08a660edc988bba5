import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import type { Instance } from './brique-test.js';

/**
 * Opens a connection by an instance's own certificate, as the instance does, reads over it what a trusted one may read, and leaves it open.
 * @returns whether it still is
 */
export async function openConnection(from: Instance, to: Instance): Promise<{ isOpen(): boolean }> {
  const [key, cert] = await Promise.all(
    ['device-key.pem', 'device-cert.pem'].map((name) => readFile(join(from.brique.dataDir, name))),
  );
  const [host, port] = to.address.split(':');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const asking = request({
    ...{ host, port, path: '/api/v1/gossip/items/changes?limit=1', headers: { accept: 'application/json' } },
    ...{ key, cert, rejectUnauthorized: false, agent },
  });
  asking.end();
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  const { socket, statusCode } = response;
  response.resume();
  await once(response, 'end');
  if (statusCode !== 200) throw new Error(`a trusted instance was answered ${statusCode}`);
  return { isOpen: () => !socket.destroyed };
}
