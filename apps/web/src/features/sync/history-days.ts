import type { SyncLog } from '@brique/shared';

export interface HistoryDay {
  /** Time of the day's newest session. */
  at: string;
  logs: SyncLog[];
}

/** @returns the sessions by local calendar day, in the order given (newest first) */
export function groupByDay(logs: readonly SyncLog[]): HistoryDay[] {
  const days: HistoryDay[] = [];
  let current = '';
  for (const log of logs) {
    const day = new Date(log.timestamp).toDateString();
    if (day === current) days.at(-1)?.logs.push(log);
    else days.push({ at: log.timestamp, logs: [log] });
    current = day;
  }
  return days;
}
