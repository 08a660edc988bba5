import type { Listed } from './listed-services.js';
import type { ResponderLink } from './responder-link.js';

/**
 * Each is a thread and a D-Bus connection in Avahi's library, of which a user has 256 in all. That many services are watched for
 * changes at a time; with more, they take turns.
 */
const MAX_OPEN = 16;

/** Open questions for the records of services; each tells again when the records change. */
export interface Resolvers {
  /** Asks for a service, closing the question that has been open longest when there are too many. */
  open(entry: Listed): void;
  isOpen(entry: Listed): boolean;
  close(entry: Listed): void;
  /** Whose question this is; undefined when it was closed meanwhile. */
  entryOf(key: number): Listed | undefined;
}

export function createResolvers(link: ResponderLink): Resolvers {
  const entries = new Map<number, Listed>();
  const keys = new Map<Listed, number>();
  let lastKey = 0;

  function close(entry: Listed): void {
    const key = keys.get(entry);
    if (key === undefined) return;
    keys.delete(entry);
    entries.delete(key);
    link.ask({ type: 'close', key });
  }

  return {
    open(entry) {
      if (keys.has(entry)) return;
      const [longest] = keys.keys();
      if (keys.size >= MAX_OPEN && longest !== undefined) close(longest);
      lastKey += 1;
      keys.set(entry, lastKey);
      entries.set(lastKey, entry);
      link.ask({ type: 'resolve', key: lastKey, service: entry.service });
    },
    isOpen: (entry) => keys.has(entry),
    close,
    entryOf: (key) => entries.get(key),
  };
}
