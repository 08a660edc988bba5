import type { ItemFilter } from '@brique/shared';
import type { Knex } from 'knex';

/** Rows that the full-text index finds; takes a match expression. */
export const FOUND = 'SELECT rowid FROM items_search WHERE items_search MATCH ?';

/** Narrows a query of `items` to what a filter leaves. */
export function filtered(q: Knex.QueryBuilder, { search, ...narrowing }: ItemFilter): Knex.QueryBuilder {
  narrowed(q, narrowing);
  const match = matchExpression(search ?? '');
  if (match !== null) {
    q.whereRaw(`"row" IN (${FOUND})`, [match]);
  } else if (search?.trim()) {
    // Punctuation alone names no word, so nothing matches it.
    q.whereRaw('0');
  }
  return q;
}

/**
 * All parts of a filter but the search.
 * @param deletedAt the column, or `+deleted_at` where SQLite shall not look for an index by it
 */
export function narrowed(
  q: Knex.QueryBuilder,
  { category, brand, health, origin, only, deleted }: Omit<ItemFilter, 'search'>,
  deletedAt = 'deleted_at',
): Knex.QueryBuilder {
  q.whereRaw(deleted ? `${deletedAt} > ''` : `${deletedAt} IS NULL`);
  if (category !== undefined) q.where({ category });
  if (brand !== undefined) q.where({ brand });
  if (health !== undefined) q.where({ health });
  if (origin !== undefined) q.where({ origin_peer_id: origin });
  if (only === 'uncategorised') q.where({ category: '' });
  // By name, or SQLite looks at every item that is not in the trash.
  if (only === 'conflicts') {
    q.whereRaw('"row" IN (SELECT "row" FROM items INDEXED BY items_in_conflict WHERE conflict_count > 0)');
  }
  return q;
}

/**
 * The FTS5 expression for what a person types: every word, as a prefix, quoted so that nothing in it is an operator.
 * @returns null when there is no word
 */
export function matchExpression(search: string): string | null {
  const words = search.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.length === 0
    ? null
    : words
        .slice(0, 32)
        .map((word) => `"${word}"*`)
        .join(' ');
}
