import type { SyncLog } from '@brique/shared';

/** Sessions in a row that nobody asked for and that nobody need look at one by one. */
export interface HistoryRun {
  /** Newest first. */
  logs: SyncLog[];
  /** Names of those it was with, the latest first. */
  names: string[];
  itemsReceived: number;
  itemsSent: number;
}

/** Fewer are shown one by one. */
const FOLDED_FROM = 6;

/** Begun by itself, ended well, with nothing that wants a person's eye. */
function isPlain({ trigger, error, conflicts, rejected, held, heldThere, reconciled }: SyncLog): boolean {
  const isUnasked = trigger === 'automatic' || trigger === 'change';
  return isUnasked && error === null && conflicts + rejected + held + heldThere === 0 && !reconciled;
}

/**
 * Folds what goes on by itself, so that what somebody did or must know stands out.
 * @param logs newest first
 * @returns in the same order, single sessions and runs of plain ones
 */
export function foldRuns(logs: readonly SyncLog[]): (SyncLog | HistoryRun)[] {
  const folded: (SyncLog | HistoryRun)[] = [];
  let plain: SyncLog[] = [];
  const close = () => {
    if (plain.length < FOLDED_FROM) folded.push(...plain);
    else folded.push(runOf(plain));
    plain = [];
  };
  for (const log of logs) {
    if (isPlain(log)) {
      plain.push(log);
      continue;
    }
    close();
    folded.push(log);
  }
  close();
  return folded;
}

function runOf(logs: SyncLog[]): HistoryRun {
  const sum = (count: (log: SyncLog) => number) => logs.reduce((total, log) => total + count(log), 0);
  return {
    logs,
    names: [...new Set(logs.map(({ peerName }) => peerName))],
    itemsReceived: sum(({ itemsReceived }) => itemsReceived),
    itemsSent: sum(({ itemsSent }) => itemsSent),
  };
}
