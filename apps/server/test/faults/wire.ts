import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What becomes of a piece of what travels, in either direction. */
export type Carry = (piece: Buffer, to: Socket) => void;

/**
 * A way to an address, over which the test has each piece carried. It is closed when the test is over.
 * @param carrying called for each connection with its two ends
 * @returns where to connect to
 */
export async function startWire(
  target: string,
  carrying: (ends: readonly [Socket, Socket]) => Carry,
): Promise<string> {
  const port = Number(target.split(':').at(-1));
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    const carry = carrying([near, far]);
    const pass = (from: Socket, to: Socket) => {
      from.on('data', (piece: Buffer) => carry(piece, to));
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
      open.add(from);
    };
    pass(near, far);
    pass(far, near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
