import type { Json, Stamp } from '@brique/sync-core';
import type { PastEntries } from '../../usecases/conflicts/past-entries.js';
import type { Database } from './database.js';

/** Writes looked through for each item, and how large a document is looked into: what it was long ago is not worth a wait. */
const LATEST = 50;
const MAX_BYTES = 65_536;

export function createPastEntries({ reader }: Database): PastEntries {
  return {
    async ofKeys(wanted) {
      const pairs = [...wanted].flatMap(([id, keys]) => keys.map((key) => [id, key]));
      const rows: { item_id: string; key: string; entry: string | null }[] = await reader.raw(
        `WITH wanted AS (SELECT value ->> 0 AS item_id, value ->> 1 AS key FROM json_each(?)),
         latest AS (
           SELECT seq, row_number() OVER (PARTITION BY item_id ORDER BY seq DESC) AS place
           FROM item_history WHERE item_id IN (SELECT item_id FROM wanted))
         SELECT wanted.item_id, wanted.key,
                (SELECT value FROM json_each(past.before, '$.keys') WHERE key = wanted.key) AS entry
         FROM latest JOIN item_history AS past ON past.seq = latest.seq
         JOIN wanted ON wanted.item_id = past.item_id
         WHERE latest.place <= ? AND past.before IS NOT NULL AND octet_length(past.before) <= ?
         ORDER BY past.seq DESC`,
        [JSON.stringify(pairs), LATEST, MAX_BYTES],
      );
      return rows.map(({ item_id: itemId, key, entry }) => ({ itemId, key, entry: entryFrom(entry) }));
    },
  };
}

function entryFrom(text: string | null) {
  if (text === null) return null;
  const [value, stamp] = JSON.parse(text) as [Json, Stamp];
  return { value, stamp };
}
