import type { Entry, Json, Stamp } from '@brique/sync-core';
import type { PastEntries } from '../../usecases/conflicts/past-entries.js';
import type { Database } from './database.js';

/** Writes looked through for each item, and how large a document is looked into: what it was long ago is not worth a wait. */
const LATEST = 50;
const MAX_BYTES = 65_536;
/** Looked into for each item in all. */
const MAX_BYTES_PER_ITEM = 4 * MAX_BYTES;

interface PastRow {
  seq: number;
  item_id: string;
  /** null: none of the keys asked for was there. */
  key: string | null;
  entry: string | null;
}

export function createPastEntries({ reader }: Pick<Database, 'reader'>): PastEntries {
  return {
    async ofKeys(wanted) {
      const pairs = [...wanted].flatMap(([id, keys]) => keys.map((key) => [id, key]));
      // Each document is taken apart once, whatever the number of keys.
      const rows: PastRow[] = await reader.raw(
        `WITH wanted AS MATERIALIZED (SELECT value ->> 0 AS item_id, value ->> 1 AS key FROM json_each(?)),
         latest AS (
           SELECT seq, row_number() OVER (PARTITION BY item_id ORDER BY seq DESC) AS place
           FROM item_history WHERE item_id IN (SELECT item_id FROM wanted)),
         past AS (
           SELECT seq, item_id, before,
                  sum(octet_length(before)) OVER (PARTITION BY item_id ORDER BY seq DESC) AS bytes
           FROM item_history
           WHERE seq IN (SELECT seq FROM latest WHERE place <= ?) AND octet_length(before) <= ?)
         SELECT past.seq, past.item_id, entry.key, entry.value AS entry
         FROM past LEFT JOIN json_each(past.before, '$.keys') AS entry
           ON (past.item_id, entry.key) IN (SELECT item_id, key FROM wanted)
         WHERE past.bytes <= ?
         ORDER BY past.seq DESC`,
        [JSON.stringify(pairs), LATEST, MAX_BYTES, MAX_BYTES_PER_ITEM],
      );
      return byItemAndKey(wanted, rows);
    },
  };
}

/** @param rows those of a document together, the newest document first */
function byItemAndKey(wanted: ReadonlyMap<string, readonly string[]>, rows: readonly PastRow[]) {
  const past = new Map<string, Map<string, (Entry | null)[]>>();
  for (let i = 0; i < rows.length; ) {
    const { seq, item_id: id } = rows[i] as PastRow;
    const held = new Map<string, string>();
    for (; rows[i]?.seq === seq; i++) {
      const { key, entry } = rows[i] as PastRow;
      if (key !== null && entry !== null) held.set(key, entry);
    }
    const ofItem = past.get(id) ?? new Map<string, (Entry | null)[]>();
    past.set(id, ofItem);
    for (const key of wanted.get(id) ?? []) {
      const entries = ofItem.get(key) ?? [];
      ofItem.set(key, entries);
      entries.push(entryFrom(held.get(key)));
    }
  }
  return past;
}

function entryFrom(text: string | undefined): Entry | null {
  if (text === undefined) return null;
  const [value, stamp] = JSON.parse(text) as [Json, Stamp];
  return { value, stamp };
}
