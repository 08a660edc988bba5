import type { Timing } from './timing.js';

/**
 * Looks now, and again some time after each look, whatever became of it.
 * @param ms between two looks
 * @param failed told of a look that failed
 * @returns a function that stops it, and resolves when no look is under way
 */
export function keepLooking(
  look: () => Promise<unknown>,
  ms: number,
  timing: Pick<Timing, 'after'>,
  failed: (error: unknown) => void,
): () => Promise<void> {
  let isStopped = false;
  let cancel = () => {};
  let running: Promise<void> = Promise.resolve();
  const next = () => {
    running = look()
      .catch(failed)
      .then(() => {
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
