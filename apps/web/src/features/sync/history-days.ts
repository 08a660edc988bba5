export interface HistoryDay<Log> {
  /** Time of the day's newest session. */
  at: string;
  logs: Log[];
}

/** @returns the sessions by local calendar day, in the order given (newest first) */
export function groupByDay<Log extends { timestamp: string }>(logs: readonly Log[]): HistoryDay<Log>[] {
  const days: HistoryDay<Log>[] = [];
  let current = '';
  for (const log of logs) {
    const day = new Date(log.timestamp).toDateString();
    if (day === current) days.at(-1)?.logs.push(log);
    else days.push({ at: log.timestamp, logs: [log] });
    current = day;
  }
  return days;
}
