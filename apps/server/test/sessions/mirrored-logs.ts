import { expect } from 'vitest';
import { logsOf, type Node } from './grid.js';

/**
 * Checks, just after a session succeeded, that both sides logged it with the same numbers, each from its side.
 * @param since the latest log of `to` before the session, where a twin of `from`, which has its instance id, may have come there at the
 *   same time: then one of what was logged since is this session's, and not always the last
 */
export function checkMirrored(from: Node, to: Node, since?: number): void {
  const ours = logsOf(from).findLast((log) => log.peerId === to.facts.instanceId && log.initiatedBy === 'us');
  const logged = logsOf(to).filter(
    (log) => log.peerId === from.facts.instanceId && log.initiatedBy === 'them',
  );
  const theirs = logged.at(-1);
  const candidates = since === undefined ? logged.slice(-1) : logged.filter(({ id }) => id > since);
  if (ours !== undefined && candidates.some((each) => isMirrored(ours, each))) return;
  const title = `log of ${to.facts.name} for a session that ${from.facts.name} began`;
  expect(ours?.error ?? 'no log', `log of ${from.facts.name}`).toBe('no log');
  expect(theirs, title).toMatchObject({
    itemsReceived: ours?.itemsSent,
    itemsSent: ours?.itemsReceived,
    conflicts: ours?.conflicts,
    rejected: ours?.rejected,
    bytesReceived: ours?.bytesSent,
    bytesSent: ours?.bytesReceived,
    reconciled: ours?.reconciled,
    identical: ours?.identical,
    error: null,
  });
}

/** @returns -1 when nothing was ever logged */
export function lastLogId({ facts }: Node): number {
  return Math.max(-1, ...facts.disk.committed.logs.keys());
}

type Log = ReturnType<typeof logsOf>[number];

/** The same in plain comparisons: thousands of sessions are checked, and all but none are right. */
function isMirrored(ours: Log, theirs: Log): boolean {
  return (
    ours.error === null &&
    theirs.error === null &&
    theirs.itemsReceived === ours.itemsSent &&
    theirs.itemsSent === ours.itemsReceived &&
    theirs.conflicts === ours.conflicts &&
    theirs.rejected === ours.rejected &&
    theirs.bytesReceived === ours.bytesSent &&
    theirs.bytesSent === ours.bytesReceived &&
    theirs.reconciled === ours.reconciled &&
    theirs.identical === ours.identical
  );
}
