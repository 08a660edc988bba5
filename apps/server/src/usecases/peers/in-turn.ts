/**
 * Tries one after the other without waiting for the slow: each begins when the one before has failed or has had its head start, and the
 * first to succeed ends the others (as RFC 8305, Happy Eyeballs, does with addresses).
 * @param attempt ends early when its signal says so
 * @returns what the first success came to
 * @throws AggregateError with every failure, in the order in which they came
 */
export function inTurn<T, R>(
  all: readonly T[],
  headStartMs: number,
  attempt: (one: T, signal: AbortSignal) => Promise<R>,
): Promise<R> {
  const over = new AbortController();
  const waiting = [...all];
  const errors: unknown[] = [];
  return new Promise((resolve, reject) => {
    let headStart: NodeJS.Timeout | undefined;
    const begin = () => {
      clearTimeout(headStart);
      const one = waiting.shift();
      if (one === undefined) {
        if (errors.length === all.length) reject(new AggregateError(errors));
        return;
      }
      headStart = setTimeout(begin, headStartMs);
      attempt(one, over.signal).then(
        (result) => {
          clearTimeout(headStart);
          waiting.length = 0;
          over.abort();
          resolve(result);
        },
        (error: unknown) => {
          errors.push(error);
          begin();
        },
      );
    };
    begin();
  });
}
