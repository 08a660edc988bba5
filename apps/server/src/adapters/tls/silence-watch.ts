/** Looks after a wait for bytes. Counts only between `watch` and `rest`, so a slow reader is not the peer's fault. */
export interface SilenceWatch {
  /** Something is awaited from now on, or a byte just passed. */
  watch(): void;
  /** Nothing is awaited. */
  rest(): void;
}

export interface SilenceOptions {
  /** Milliseconds of silence that nobody need explain. */
  readonly lookAfterMs: () => number;
  /** Milliseconds of silence after which it is over, whatever the reason. */
  readonly idleMs: number;
  /** Whether the peer is there for a new connection: then it is this one that stands still. The signal ends the question. */
  isThere(signal: AbortSignal): Promise<boolean>;
  /** Called once. @param ms how long there was not a byte @param isThere what `isThere` said, if it was asked */
  onSilent(ms: number, isThere: boolean): void;
}

/**
 * A connection over which a packet was lost may stand still for long after the network is well again, since the system sends again
 * only after ever longer waits. From the silence alone that cannot be told from a peer that is gone.
 */
export function createSilenceWatch(options: SilenceOptions): SilenceWatch {
  let timer: NodeJS.Timeout | undefined;
  let looking: AbortController | undefined;
  let since = 0;
  let waitsMs = 0;
  const silentMs = () => performance.now() - since;

  const wait = () => {
    const left = options.idleMs - silentMs();
    waitsMs = Math.max(1, Math.min(options.lookAfterMs(), left));
    timer = setTimeout(onTimer, waitsMs);
  };
  const onTimer = () => {
    timer = undefined;
    // A timer may come a little early by the finer clock.
    if (silentMs() >= options.idleMs - 1) return options.onSilent(options.idleMs, false);
    const look = new AbortController();
    looking = look;
    const left = setTimeout(() => look.abort(), Math.max(1, options.idleMs - silentMs()));
    void options.isThere(look.signal).then((isThere) => {
      clearTimeout(left);
      if (looking !== look) return;
      looking = undefined;
      if (isThere) options.onSilent(silentMs(), true);
      else wait();
    });
  };
  const rest = () => {
    clearTimeout(timer);
    timer = undefined;
    looking?.abort();
    looking = undefined;
  };
  return {
    watch() {
      since = performance.now();
      // refresh() is far cheaper than a new timer, and this runs for each chunk. It keeps the time, which may be the rest of a long silence.
      if (timer?.hasRef() && waitsMs === options.lookAfterMs()) {
        timer.refresh();
        return;
      }
      rest();
      wait();
    },
    rest,
  };
}
