/**
 * Runs `action` at once, then at most once per `intervalMs` however often it is called; the last call is never lost.
 * @returns the throttled action
 */
export function throttle(action: () => void, intervalMs: number): () => void {
  let waiting = false;
  let calledMeanwhile = false;
  const open = () => {
    if (!calledMeanwhile) {
      waiting = false;
      return;
    }
    calledMeanwhile = false;
    setTimeout(open, intervalMs);
    action();
  };
  return () => {
    if (waiting) {
      calledMeanwhile = true;
      return;
    }
    waiting = true;
    setTimeout(open, intervalMs);
    action();
  };
}
