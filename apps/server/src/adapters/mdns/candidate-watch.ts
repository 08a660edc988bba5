import type { DiscoveryEvent } from '../../usecases/peers/discovery.js';
import type { Timing } from '../../usecases/timing.js';
import type { CandidateTable, SignOfLife } from './candidate-table.js';

/** A candidate table that sweeps itself in time and tells what comes of it. */
export interface CandidateWatch {
  observe(sign: SignOfLife): void;
  /** @returns whether we know the instance that is leaving */
  farewell(instanceId: string): boolean;
  /** When the one that has been silent longest gave its last sign of life; undefined if there is nobody. */
  oldestSign(): number | undefined;
  /** Tells everybody as gone. */
  clear(): void;
}

export function watchCandidates(
  table: CandidateTable,
  timing: Timing,
  emit: (event: DiscoveryEvent) => void,
): CandidateWatch {
  let sweepTimer: { at: number; cancel(): void } | undefined;

  function tell(events: DiscoveryEvent[]): void {
    for (const event of events) emit(event);
  }

  /** Only an earlier deadline than the armed one needs a new timer, so a flood arms none. */
  function scheduleSweep(): void {
    const at = table.nextSweep();
    if (at === undefined || (sweepTimer && sweepTimer.at <= at)) return;
    sweepTimer?.cancel();
    const cancel = timing.after(Math.max(0, at - timing.now()), () => {
      sweepTimer = undefined;
      tell(table.sweep(timing.now()));
      scheduleSweep();
    });
    sweepTimer = { at, cancel };
  }

  return {
    observe(sign) {
      tell(table.observe(sign, timing.now()));
      scheduleSweep();
    },
    farewell(instanceId) {
      const known = table.farewell(instanceId, timing.now());
      scheduleSweep();
      return known;
    },
    oldestSign: table.oldestSign,
    clear: () => tell(table.clear()),
  };
}
