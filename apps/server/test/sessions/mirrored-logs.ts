import { expect } from 'vitest';
import { logsOf, type Node } from './grid.js';

/** Checks, just after a session succeeded, that both sides logged it with the same numbers, each from its side. */
export function checkMirrored(from: Node, to: Node): void {
  const ours = logsOf(from).findLast((log) => log.peerId === to.facts.instanceId && log.initiatedBy === 'us');
  const theirs = logsOf(to).findLast(
    (log) => log.peerId === from.facts.instanceId && log.initiatedBy === 'them',
  );
  if (ours !== undefined && theirs !== undefined && isMirrored(ours, theirs)) return;
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
