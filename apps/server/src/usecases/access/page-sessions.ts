import { createHash, randomBytes } from 'node:crypto';
import type { WallClock } from '../clock.js';

/** Days that a browser stays signed in without being used. */
export const SESSION_DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;
/** Browsers signed in at once; past that, the one longest unused is signed out. */
const MAX_SESSIONS = 200;

/** A signed-in browser. */
export interface PageSession {
  /** Aborts when it is signed out: what it has open ends. */
  readonly ended: AbortSignal;
  /** Once a day: the browser's cookie has to be sent anew, to last. */
  readonly isRenewed: boolean;
}

/** The browsers that are signed in. Kept in memory, by the hash of their token: a restart signs all out, and a dump of memory none in. */
export interface PageSessions {
  /** @returns a token for the browser, 256 random bits */
  open(): string;
  /** @returns null for a token that is none, or no longer */
  use(token: string): PageSession | null;
  /** Without using it. */
  isOpen(token: string): boolean;
  end(token: string): void;
  endAll(): void;
}

interface Kept {
  readonly controller: AbortController;
  /** ms since 1970 */
  used: number;
  renewed: number;
}

export function createPageSessions(wall: WallClock): PageSessions {
  /** The longest unused first. */
  const sessions = new Map<string, Kept>();
  const drop = (key: string) => {
    sessions.get(key)?.controller.abort();
    sessions.delete(key);
  };
  const isOver = (session: Kept) => wall.now() - session.used > SESSION_DAYS * DAY_MS;
  return {
    open() {
      const token = randomBytes(32).toString('base64url');
      sessions.set(keyOf(token), {
        controller: new AbortController(),
        used: wall.now(),
        renewed: wall.now(),
      });
      const [oldest] = sessions.keys();
      if (sessions.size > MAX_SESSIONS && oldest !== undefined) drop(oldest);
      return token;
    },
    use(token) {
      const key = keyOf(token);
      const session = sessions.get(key);
      if (session === undefined) return null;
      const now = wall.now();
      if (isOver(session)) {
        drop(key);
        return null;
      }
      const isRenewed = now - session.renewed > DAY_MS;
      session.used = now;
      if (isRenewed) session.renewed = now;
      sessions.delete(key);
      sessions.set(key, session);
      return { ended: session.controller.signal, isRenewed };
    },
    isOpen(token) {
      const session = sessions.get(keyOf(token));
      return session !== undefined && !isOver(session);
    },
    end: (token) => drop(keyOf(token)),
    endAll() {
      for (const key of [...sessions.keys()]) drop(key);
    },
  };
}

function keyOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
