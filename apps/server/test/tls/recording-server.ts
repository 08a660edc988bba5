import { once } from 'node:events';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import type { DeviceCertificate } from '../../src/adapters/tls/device-certificate.js';

/** A TLS server that notes every application byte it decrypts. */
export interface RecordingServer {
  port: number;
  address: string;
  /** TCP connections so far. */
  readonly connections: number;
  /** Handshakes that went through. */
  readonly handshakes: number;
  /** Those of them that resumed a session. */
  readonly resumed: number;
  /** Those in which the client showed a certificate (needs `requestCert`). */
  readonly certificates: number;
  /** Every application byte of every connection, once all of them are closed. */
  received(): Promise<string>;
  close(): Promise<void>;
}

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi';

/**
 * @param certificate what it shows
 * @param options more of TLS, such as ticketKeys
 * @param port 0 picks a free one
 */
export async function startRecordingServer(
  certificate: DeviceCertificate,
  options: TlsOptions = {},
  port = 0,
): Promise<RecordingServer> {
  const bytes: Buffer[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let handshakes = 0;
  let resumed = 0;
  let certificates = 0;
  let note = () => {};
  const server = createServer({
    cert: certificate.certificatePem,
    key: certificate.privateKeyPem,
    minVersion: 'TLSv1.3',
    ...options,
  });
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      note();
    });
  });
  server.on('tlsClientError', () => {});
  server.on('secureConnection', (socket) => {
    handshakes += 1;
    if (socket.isSessionReused()) resumed += 1;
    if (socket.getPeerX509Certificate() !== undefined) certificates += 1;
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      bytes.push(chunk);
      socket.write(ANSWER);
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const actual = (server.address() as AddressInfo).port;
  return {
    port: actual,
    address: `127.0.0.1:${actual}`,
    get connections() {
      return connections;
    },
    get handshakes() {
      return handshakes;
    },
    get resumed() {
      return resumed;
    },
    get certificates() {
      return certificates;
    },
    async received() {
      while (sockets.size > 0) {
        await new Promise<void>((resolve) => {
          note = resolve;
        });
      }
      return Buffer.concat(bytes).toString();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A port of 127.0.0.1 on which nothing listens. */
export async function unusedPort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
