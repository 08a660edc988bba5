import type { Candidate, Discovery, DiscoveryEvent } from '../../src/usecases/peers/discovery.js';

/** What one instance heard, from subscription on. */
export interface EventRecorder {
  events: DiscoveryEvent[];
  /** The first candidate told, from `since` (an index into events) on, that fits; rejects after `deadlineMs`. */
  seen(fits: (candidate: Candidate) => boolean, options?: WaitOptions): Promise<Candidate>;
  gone(instanceId: string, options?: WaitOptions): Promise<void>;
  stop(): void;
}

interface WaitOptions {
  since?: number;
  deadlineMs?: number;
}

/** Subscribes to what `discovery` tells. */
export function recordEvents(discovery: Pick<Discovery, 'subscribe'>): EventRecorder {
  const events: DiscoveryEvent[] = [];
  const waiting = new Set<() => void>();
  const stop = discovery.subscribe((event) => {
    events.push(event);
    for (const check of [...waiting]) check();
  });

  function first<T>(pick: (event: DiscoveryEvent) => T | undefined, options: WaitOptions = {}): Promise<T> {
    const { since = 0, deadlineMs = 5000 } = options;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(check);
        reject(new Error(`not told within ${deadlineMs} ms; heard ${JSON.stringify(events.slice(since))}`));
      }, deadlineMs);
      function check() {
        for (const event of events.slice(since)) {
          const found = pick(event);
          if (found === undefined) continue;
          clearTimeout(timer);
          waiting.delete(check);
          return resolve(found);
        }
      }
      waiting.add(check);
      check();
    });
  }

  return {
    events,
    stop,
    seen: (fits, options) =>
      first(
        (event) => (event.type === 'seen' && fits(event.candidate) ? event.candidate : undefined),
        options,
      ),
    gone: async (instanceId, options) => {
      await first(
        (event) => (event.type === 'gone' && event.instanceId === instanceId) || undefined,
        options,
      );
    },
  };
}
