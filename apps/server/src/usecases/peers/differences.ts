import type { Difference, DifferencesPage } from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import { isoTime } from '../clock.js';
import type { HeldReader } from '../held/held-changes.js';
import { heldItem } from '../held/held-item.js';
import type { PeerStanding } from '../sync/sync-context.js';
import type { Peers } from './peers.js';

/** An item that differs, and its place in its list. */
export interface PlacedDifference extends Omit<Difference, 'at'> {
  readonly place: number;
  /** ms since 1970 */
  readonly at: number | null;
}

interface ListQuery {
  readonly limit: number;
  /** Of greater places only. */
  readonly after: number;
}

/** Reads of what two instances are known to differ in. */
export interface DifferencesReader {
  /** Items that one side did not take, the latest known. */
  refused(peerId: string, query: ListQuery): Promise<PlacedDifference[]>;
  countRefused(peerId: string): Promise<{ here: number; there: number }>;
  /** Items that changed here since the peer was given everything, in the order of the feed. */
  unsent(peerId: string, query: ListQuery): Promise<PlacedDifference[]>;
  countUnsent(peerId: string): Promise<number>;
}

/** Says in what a peer differs from us, and why. */
export interface Differences {
  /**
   * @param cursor where a page ended, null for the first
   * @throws BriqueError `not_found`, `malformed`
   */
  page(peerId: string, limit: number, cursor: string | null): Promise<DifferencesPage>;
}

export interface DifferencesContext {
  readonly peers: Pick<Peers, 'get'>;
  readonly held: HeldReader;
  readonly reader: DifferencesReader;
  readonly standing: ReadonlyMap<string, PeerStanding>;
}

/** The lists one after the other, as a page shows them: what waits for the owner first. */
const LISTS = ['held', 'refused', 'unsent'] as const;

export function createDifferences({ peers, held, reader, standing }: DifferencesContext): Differences {
  const readers: Record<
    (typeof LISTS)[number],
    (peerId: string, query: ListQuery) => Promise<PlacedDifference[]>
  > = {
    refused: reader.refused,
    unsent: reader.unsent,
    async held(peerId, query) {
      const rows = await held.items(peerId, query);
      return rows.map(({ copy, local }) => {
        const { itemId, name } = heldItem(copy, local);
        return { itemId, name, reason: 'held' as const, code: null, at: copy.at, place: copy.number };
      });
    },
  };

  return {
    async page(peerId, limit, cursor) {
      const peer = await peers.get(peerId);
      const found: { list: number; difference: PlacedDifference }[] = [];
      let { list, after } = placeFrom(cursor);
      for (; list < LISTS.length && found.length <= limit; list++, after = 0) {
        const name = LISTS[list];
        if (name === undefined) break;
        const rows = await readers[name](peerId, { limit: limit + 1 - found.length, after });
        for (const difference of rows) found.push({ list, difference });
      }
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      const [countHeld, refused, notSent] = await Promise.all([
        held.countItems(peerId),
        reader.countRefused(peerId),
        reader.countUnsent(peerId),
      ]);
      const { waitingThere = 0, takesOurs } = standing.get(peerId) ?? {};
      return {
        items: shown.map(({ difference }) => toDto(difference)),
        nextCursor:
          found.length > limit && last !== undefined ? `${last.list}-${last.difference.place}` : null,
        counts: {
          ...{ held: countHeld, refused: refused.here, refused_there: refused.there, not_sent: notSent },
        },
        heldThere: waitingThere,
        isGuestHere: peer.scope === 'guest',
        isGuestThere: takesOurs === undefined ? null : !takesOurs,
      };
    },
  };
}

function placeFrom(cursor: string | null): { list: number; after: number } {
  if (cursor === null) return { list: 0, after: 0 };
  const match = /^([0-2])-(\d{1,15})$/.exec(cursor);
  if (match !== null) return { list: Number(match[1]), after: Number(match[2]) };
  const message = 'This `cursor` is not one that this list gave out.';
  throw new BriqueError('malformed', message, [{ field: 'cursor', code: 'malformed', message }]);
}

function toDto({ itemId, name, reason, code, at }: PlacedDifference): Difference {
  return { itemId, name, reason, code, at: at === null ? null : isoTime(at) };
}
