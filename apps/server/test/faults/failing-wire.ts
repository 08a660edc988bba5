import { startWire } from './wire.js';

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
  let pieces = 0;
  let plan: { readonly at: number; readonly fault: WireFault } | null = null;
  const address = await startWire(target, (ends) => {
    let isSilent = false;
    const reset = () => {
      for (const end of ends) end.resetAndDestroy();
    };
    return (piece, to) => {
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
    };
  });
  return {
    address,
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
