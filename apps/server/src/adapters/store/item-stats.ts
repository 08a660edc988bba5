import type { Health, Stats } from '@brique/shared';
import type { Knex } from 'knex';
import { IN_TRASH } from './item-rows.js';

interface Group {
  category: string;
  health: Health;
  peerId: string;
  count: number;
}

/**
 * Counts the inventory, and keeps the counts until an item changes: every change moves the head of the feed.
 * @returns a function that reads them
 */
export function createStatsReader(db: Knex): () => Promise<Stats> {
  let kept: { readonly head: number; readonly stats: Promise<Stats> } | null = null;
  return async () => {
    // Read before the counts: what is written meanwhile makes them too new for it, and the next call counts again.
    const [{ head }] = await db.raw('SELECT max(feed_seq) AS head FROM items');
    if (kept?.head !== head) {
      const stats = readStats(db);
      kept = { head, stats };
      stats.catch(() => {
        kept = null;
      });
    }
    return kept?.stats ?? readStats(db);
  };
}

/** One pass over `items_shown`; the counts of each kind are sums of those. */
async function readStats(db: Knex): Promise<Stats> {
  // The index is ordered by category, brand, health and origin: grouping by all of them needs no sorting, and the few thousand
  // groups are summed before they leave SQLite.
  const groups: Group[] = await db.raw(
    `SELECT category, health, "peerId", sum(n) AS count FROM (
       SELECT category, health, origin_peer_id AS "peerId", count(*) AS n FROM items
       WHERE deleted_at IS NULL GROUP BY category, brand, health, origin_peer_id)
     GROUP BY category, health, "peerId"`,
  );
  const trash: { deleted: number }[] = await db('items').whereRaw(IN_TRASH).count('* as deleted');
  // In the words of the index: left to itself, SQLite reads all items that are not in the trash.
  const inConflict: { conflicts: number }[] = await db.raw(
    `SELECT count(*) AS conflicts FROM items INDEXED BY items_in_conflict
     WHERE deleted_at IS NULL AND conflict_count > 0`,
  );
  const [{ bytes }] = await db.raw(
    'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size',
  );

  const byHealth = { incomplete: 0, partial: 0, secured: 0, ...Object.fromEntries(sums(groups, 'health')) };
  return {
    items: groups.reduce((sum, { count }) => sum + count, 0),
    deleted: trash[0]?.deleted ?? 0,
    conflicts: inConflict[0]?.conflicts ?? 0,
    byCategory: sums(groups, 'category').map(([category, count]) => ({ category, count })),
    byHealth,
    byOrigin: sums(groups, 'peerId').map(([peerId, count]) => ({ peerId, count })),
    storage: { databaseBytes: bytes },
  };
}

/** @returns how many items have each value of a field, the most frequent first */
function sums(groups: readonly Group[], field: 'category' | 'health' | 'peerId'): [string, number][] {
  const counts = new Map<string, number>();
  for (const group of groups) counts.set(group[field], (counts.get(group[field]) ?? 0) + group.count);
  return [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
}
