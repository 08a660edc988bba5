import { useSyncExternalStore } from 'react';

/** One clock for every "3 seconds ago" on the page, running only while one of them is shown. */
const TICK_MS = 5_000;

let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      for (const each of listeners) each();
    }, TICK_MS);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

/** @returns the time in milliseconds since 1970, renewed every 5 s */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
