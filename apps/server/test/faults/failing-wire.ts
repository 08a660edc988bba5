import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/**
 * What happens to a piece of what travels: the connection is reset; it is closed as if all were said; half of the piece passes and then it
 * is reset; or nothing passes any more, and nobody says so.
 */
export const WIRE_FAULTS = ['reset', 'close', 'cut', 'silence'] as const;
type WireFault = (typeof WIRE_FAULTS)[number];

/** A way to an address on which the n-th piece, of both directions together, meets a fault. */
export interface FailingWire {
  /** Where to connect to. */
  readonly address: string;
  /** Pieces that have passed since the last `failAt`. */
  readonly pieces: number;
  failAt(n: number, fault: WireFault): void;
  /** All goes well from now on. */
  heal(): void;
}

export async function startFailingWire(target: string): Promise<FailingWire> {
  const port = Number(target.split(':').at(-1));
  let pieces = 0;
  let plan: { readonly at: number; readonly fault: WireFault } | null = null;
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    const ends = [near, far] as const;
    let isSilent = false;
    const reset = () => {
      for (const end of ends) end.resetAndDestroy();
    };
    const pass = (from: Socket, to: Socket) => {
      from.on('data', (piece: Buffer) => {
        if (isSilent) return;
        pieces += 1;
        if (plan?.at !== pieces) {
          to.write(piece);
          return;
        }
        if (plan.fault === 'silence') isSilent = true;
        else if (plan.fault === 'close') for (const end of ends) end.end();
        else if (plan.fault === 'reset') reset();
        else to.write(piece.subarray(0, piece.length / 2), reset);
      });
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
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    get pieces() {
      return pieces;
    },
    failAt(n, fault) {
      pieces = 0;
      plan = { at: n, fault };
    },
    heal() {
      plan = null;
    },
  };
}
