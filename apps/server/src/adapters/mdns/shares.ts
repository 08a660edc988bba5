/** How many of a table's entries each host has. */
export interface Shares {
  of(host: string): number;
  enter(host: string): void;
  leave(host: string): void;
  /** The host with most of them, the first to have come among equals; undefined if there is none. */
  most(): string | undefined;
}

export function createShares(): Shares {
  const counts = new Map<string, number>();
  const of = (host: string) => counts.get(host) ?? 0;
  return {
    of,
    enter: (host) => void counts.set(host, of(host) + 1),
    leave(host) {
      if (of(host) > 1) counts.set(host, of(host) - 1);
      else counts.delete(host);
    },
    most() {
      let most: string | undefined;
      for (const host of counts.keys()) if (most === undefined || of(host) > of(most)) most = host;
      return most;
    },
  };
}
