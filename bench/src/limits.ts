import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpsServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { openDatabase } from '@brique/server/dist/adapters/store/database.js';
import { createDeviceCertificate } from '@brique/server/dist/adapters/tls/device-certificate.js';

const BATCH = 2000;

/**
 * The machine's limit for storing items: the very rows of a filled instance, bulk-inserted into a fresh database of the
 * same schema (indexes, triggers and full-text index included) in one process, with nothing else done.
 * @param dataDir of a stopped instance
 * @returns milliseconds, the statements' payloads having been made before
 */
export async function bulkInsert(dataDir: string): Promise<number> {
  const source = await openDatabase(dataDir);
  const rows: Record<string, string | number | null>[] = await source.reader('items').orderBy('feed_seq');
  await source.close();
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'row');
  const payloads: string[] = [];
  for (let i = 0; i < rows.length; i += BATCH) {
    payloads.push(
      JSON.stringify(rows.slice(i, i + BATCH).map((row) => columns.map((column) => row[column]))),
    );
  }
  rows.length = 0;
  const sql = `INSERT INTO items (${columns.join(', ')})
    SELECT ${columns.map((_, i) => `value ->> ${i}`).join(', ')} FROM jsonb_each(?)`;

  const dir = await mkdtemp(join(tmpdir(), 'brique-bulk-'));
  const target = await openDatabase(dir);
  const start = performance.now();
  for (const payload of payloads) await target.writer.transaction((trx) => trx.raw(sql, [payload]));
  const elapsed = performance.now() - start;
  await target.close();
  await rm(dir, { recursive: true });
  return elapsed;
}

/**
 * The machine's limit for moving bytes: as many through one TLS 1.3 socket on loopback, both ends in this process.
 * @returns milliseconds, handshake included
 */
export async function tlsTransfer(bytes: number): Promise<number> {
  const { certificatePem: cert, privateKeyPem: key } = await createDeviceCertificate();
  const chunk = Buffer.alloc(64 * 1024, 'x');
  const server = createServer(
    { cert, key, minVersion: 'TLSv1.3' },
    (socket) => void pour(socket, chunk, bytes),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const start = performance.now();
  const client = connect({
    port: address.port,
    host: '127.0.0.1',
    ca: [cert],
    checkServerIdentity: () => undefined,
  });
  for await (const _ of client);
  const elapsed = performance.now() - start;
  server.close();
  return elapsed;
}

/**
 * The machine's limit for a session that finds nothing to do: one HTTPS request on a new connection, certificates on both
 * sides, both ends in this process.
 * @returns median milliseconds
 */
export async function tlsRequest(times: number): Promise<number> {
  const { certificatePem: cert, privateKeyPem: key } = await createDeviceCertificate();
  const options = { cert, key, requestCert: true, rejectUnauthorized: false, minVersion: 'TLSv1.3' } as const;
  const server = createHttpsServer(options, (_, response) => response.end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const elapsed: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await new Promise<void>((resolve, reject) => {
      const own = { port, host: '127.0.0.1', cert, key, ca: [cert], agent: false as const };
      const request = get({ ...own, checkServerIdentity: () => undefined }, (response) =>
        response.resume().on('end', resolve),
      );
      request.on('error', reject);
    });
    elapsed.push(performance.now() - start);
  }
  server.close();
  return elapsed.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}

async function pour(socket: TLSSocket, chunk: Buffer, bytes: number): Promise<void> {
  for (let left = bytes; left > 0; left -= chunk.length) {
    const part = left < chunk.length ? chunk.subarray(0, left) : chunk;
    if (!socket.write(part)) await new Promise((resolve) => socket.once('drain', resolve));
  }
  socket.end();
}
