import type { Timing } from './timing.js';

/**
 * Looks now, and again some time after each look, whatever became of it.
 * @param look never rejects
 * @param ms between two looks
 * @returns a function that stops it, and resolves when no look is under way
 */
export function keepLooking(
  look: () => Promise<void>,
  ms: number,
  timing: Pick<Timing, 'after'>,
): () => Promise<void> {
  let isStopped = false;
  let cancel = () => {};
  let running: Promise<void> = Promise.resolve();
  const next = () => {
    running = look().then(() => {
      if (!isStopped) cancel = timing.after(ms, next);
    });
  };
  next();
  return () => {
    isStopped = true;
    cancel();
    return running;
  };
}
