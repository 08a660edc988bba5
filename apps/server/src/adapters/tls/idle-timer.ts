/** Fires when nothing happened for a while. Counts only between `watch` and `rest`, so a slow reader is not the peer's fault. */
export interface IdleTimer {
  /** Something is awaited from now on, or a byte just passed. */
  watch(): void;
  /** Nothing is awaited. */
  rest(): void;
}

/**
 * @param idleMs milliseconds
 * @param onIdle called once, `idleMs` after the last `watch`
 */
export function createIdleTimer(idleMs: number, onIdle: () => void): IdleTimer {
  let timer: NodeJS.Timeout | undefined;
  return {
    watch() {
      // refresh() is far cheaper than a new timer, and this runs for each chunk.
      if (timer?.hasRef() && timer.refresh()) return;
      timer = setTimeout(onIdle, idleMs);
    },
    rest() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
