import { MAX_CANDIDATES } from '../../../usecases/peers/discovery.js';
import type { SignOfLife } from '../candidate-table.js';
import type { ServiceName } from './responder-messages.js';

/** A service that the responder lists on one interface, and what was learnt of it. */
export interface Listed {
  readonly service: ServiceName;
  /** What its records say; undefined until they were read, or when they make no sense. */
  sign?: SignOfLife | undefined;
  /** When its records were last asked for, ms. */
  lookedAt: number;
  /** When somebody last answered there, ms. */
  aliveAt: number;
}

/** Longer silent than this is not alive. */
const ALIVE_MS = 25_000;

/** What the responder lists, at most MAX_CANDIDATES services: a forger may list any number. */
export interface ListedServices {
  /** @returns the new entry; undefined when it is listed already, or all others are alive and there is no room */
  add(service: ServiceName, now: number): Listed | undefined;
  remove(service: ServiceName): Listed | undefined;
  has(entry: Listed): boolean;
  /** All, the living first, then those that were looked at longest ago. */
  inTurn(now: number): { alive: Listed[]; silent: Listed[] };
  /** Whether an instance is listed anywhere. */
  lists(instanceId: string): boolean;
}

export function createListedServices(): ListedServices {
  const entries = new Map<string, Listed>();
  const keyOf = ({ label, interfaceIndex }: ServiceName) => `${interfaceIndex} ${label.toLowerCase()}`;
  const isAlive = (entry: Listed, now: number) => now - entry.aliveAt < ALIVE_MS;
  return {
    add(service, now) {
      const key = keyOf(service);
      if (entries.has(key)) return undefined;
      if (entries.size >= MAX_CANDIDATES) {
        const silent = [...entries].find(([, entry]) => !isAlive(entry, now));
        if (silent === undefined) return undefined;
        entries.delete(silent[0]);
      }
      const entry: Listed = { service, lookedAt: 0, aliveAt: now };
      entries.set(key, entry);
      return entry;
    },
    remove(service) {
      const key = keyOf(service);
      const entry = entries.get(key);
      entries.delete(key);
      return entry;
    },
    has: (entry) => entries.get(keyOf(entry.service)) === entry,
    inTurn(now) {
      const all = [...entries.values()].sort((a, b) => a.lookedAt - b.lookedAt);
      return {
        alive: all.filter((entry) => isAlive(entry, now)),
        silent: all.filter((entry) => !isAlive(entry, now)),
      };
    },
    lists: (instanceId) => [...entries.values()].some(({ sign }) => sign?.instanceId === instanceId),
  };
}
