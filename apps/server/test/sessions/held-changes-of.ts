import { createHeldChanges, type HeldChanges } from '../../src/usecases/held/held-changes.js';
import { createRecentActs } from '../../src/usecases/items/recent-acts.js';
import type { Replica } from '../../src/usecases/sync/replica.js';
import { type Node, running } from './grid.js';

/** Deciding about what waits at an instance. @param replica its own, or one that watches it */
export function heldChangesOf(node: Node, replica: Replica = running(node).replica): HeldChanges {
  const unused = async () => {
    throw new Error('decisions read what waits in their own transaction');
  };
  const countItems = async () => node.facts.disk.committed.heldCopies.length;
  return createHeldChanges(replica, { groups: unused, items: unused, countItems }, createRecentActs());
}
