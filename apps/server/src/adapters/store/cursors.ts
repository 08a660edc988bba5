import { randomBytes } from 'node:crypto';
import type { Database } from './database.js';

interface Minted {
  readonly token: string;
  readonly place: number;
}

/** The cursors of both directions: those minted for readers of our feed, and those held for the feeds of others. */
export interface Cursors {
  /** @returns the place in our feed of a token minted for this reader, null when it is none */
  place(reader: string, token: string): Promise<number | null>;
  /** @returns the token held for another instance's feed */
  held(feedOf: string): Promise<string | null>;
  /** A token for a place in our feed, durable before this resolves; the last one when it is the same place. */
  mint(reader: string, place: number): Promise<string>;
  /** @returns the place in our feed up to which a reader has been given everything, as far as we know; 0 when it never came */
  lastPlace(reader: string): Promise<number>;
  /** To be called after a commit that held new cursors. */
  nowHeld(tokens: ReadonlyMap<string, string>): void;
  /** To be called after a commit that deleted the cursors of a peer. */
  forget(peerId: string): void;
}

/** Minted cursors of one reader that are kept in memory: the one it holds, and those of the session under way. */
const KEPT = 4;

/**
 * The latest of each are kept in memory: a session asks for them again and again, and each question to the disk takes as long as
 * a fifth of its handshake. Nobody else writes to this folder.
 */
export function createCursors({ reader: db, writer }: Database): Cursors {
  /** By reader, the latest first. */
  const minted = new Map<string, readonly Minted[]>();
  const heldTokens = new Map<string, string>();

  const latest = async (reader: string): Promise<Minted | undefined> => {
    const known = minted.get(reader)?.[0];
    if (known !== undefined) return known;
    const row = await db('feed_cursors')
      .where({ reader })
      .orderBy('number', 'desc')
      .first('token', 'feed_seq as place');
    return row;
  };

  const keep = (reader: string, cursor: Minted) => {
    const others = (minted.get(reader) ?? []).filter(({ token }) => token !== cursor.token);
    minted.set(reader, [cursor, ...others].slice(0, KEPT));
  };

  return {
    async place(reader, token) {
      const known = minted.get(reader)?.find((cursor) => cursor.token === token);
      if (known !== undefined) return known.place;
      const row = await db('feed_cursors').where({ reader, token }).first('feed_seq');
      return row?.feed_seq ?? null;
    },

    async held(feedOf) {
      const known = heldTokens.get(feedOf);
      if (known !== undefined) return known;
      const row = await db('held_cursors').where({ feed_of: feedOf }).first('token');
      return row?.token ?? null;
    },

    async mint(reader, place) {
      const last = await latest(reader);
      if (last?.place === place) {
        keep(reader, last);
        return last.token;
      }
      const token = randomBytes(16).toString('base64url');
      // A trigger deletes those that are outdated by it.
      await writer('feed_cursors').insert({ token, reader, feed_seq: place });
      keep(reader, { token, place });
      return token;
    },

    lastPlace: async (reader) => (await latest(reader))?.place ?? 0,

    nowHeld(tokens) {
      for (const [feedOf, token] of tokens) heldTokens.set(feedOf, token);
    },

    forget(peerId) {
      minted.delete(peerId);
      heldTokens.delete(peerId);
    },
  };
}
