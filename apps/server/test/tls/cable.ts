import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a listener whose connections can be made to stand still, as those do whose packets were lost. */
export interface Cable {
  readonly address: string;
  /** Most connections at once so far. */
  readonly peak: number;
  /** What is under way on connections that are open now never arrives; neither end notices. */
  standStill(): void;
  /** As standStill, but only on the way to the listener: what it says arrives. */
  standStillThere(): void;
  /** Connections from now on are taken, and nothing they carry arrives. @param count so many of them */
  swallow(count: number): void;
  close(): void;
}

/** @param port of 127.0.0.1 that it leads to */
export async function layCable(port: number): Promise<Cable> {
  const open = new Set<Socket>();
  const there = new Set<Socket>();
  let swallowed = 0;
  let peak = 0;
  const track = (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => open.delete(socket));
  };
  let atOnce = 0;
  const server = createServer((near) => {
    track(near);
    peak = Math.max(peak, ++atOnce);
    near.once('close', () => {
      atOnce -= 1;
    });
    if (swallowed > 0) {
      swallowed -= 1;
      near.resume();
      return;
    }
    const far = connect(port, '127.0.0.1');
    track(far);
    near.pipe(far).pipe(near);
    there.add(near);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    get peak() {
      return peak;
    },
    standStill() {
      for (const socket of open) socket.unpipe().pause();
    },
    standStillThere() {
      for (const socket of there) socket.unpipe().pause();
    },
    swallow(count) {
      swallowed = count;
    },
    close() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
