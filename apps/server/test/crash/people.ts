import type { Item } from '@brique/shared';
import { expect } from 'vitest';
import type { Random } from '../sessions/seeded-random.js';
import type { Answer, Api } from '../support/api.js';
import type { FoundItem } from './whole-database.js';

/** What an item is, as far as the one who wrote it was told. */
interface Thing {
  readonly name: string;
  readonly notes: string;
  readonly place: 'inventory' | 'trash' | 'gone';
  /** Changes it has had. */
  readonly version: number;
}

/** A write whose answer has not come: what its items will be. An item without an id is about to be made. */
interface Pending {
  readonly id: string | null;
  readonly after: Thing;
}

type Send = (method: string, path: string, body?: unknown) => Promise<Answer<unknown>>;

/**
 * A person who edits items of their own through the UI API, one request after the other, and remembers what they were told. Nobody
 * else touches these items.
 */
export class Person {
  readonly things = new Map<string, Thing>();
  pending: readonly Pending[] = [];
  acknowledged = 0;
  #serial = 0;

  constructor(
    private readonly name: string,
    private readonly random: Random,
  ) {}

  /** Writes until a request fails. @throws Error when one is refused @param heard called after each answer */
  async work(on: Api, heard: () => void): Promise<void> {
    const send: Send = (method, path, body) => on.api(method, path, body);
    for (;;) {
      const { pending, call } = this.#choose();
      this.pending = pending;
      const answer = await call(send);
      if (answer.status >= 300) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
      for (const { id, after } of pending) this.things.set(id ?? (answer.body as Item).id, after);
      this.pending = [];
      this.acknowledged += 1;
      heard();
    }
  }

  /**
   * Holds what was told against what is there: everything acknowledged; what was pending whole or not at all.
   * @returns 'done' or 'undone' for what was pending, null when nothing was
   */
  compare(found: ReadonlyMap<string, FoundItem>): 'done' | 'undone' | null {
    const mine = [...found.values()].filter(({ name }) => name.startsWith(`${this.name} `));
    const made = mine.find(({ id }) => !this.things.has(id));
    const outcomes = this.pending.map(({ id, after }) => {
      const row = id === null ? made : found.get(id);
      const isDone = row !== undefined && isSame(row, after);
      if (isDone) this.things.set(row.id, after);
      return isDone;
    });
    expect(new Set(outcomes).size, 'one request is done whole or not at all').toBeLessThanOrEqual(1);
    for (const [id, thing] of this.things) {
      const row = found.get(id);
      if (row === undefined || !isSame(row, thing)) expect({ id, ...row }).toMatchObject({ id, ...thing });
    }
    const here = [...this.things.values()].filter(({ place }) => place !== 'gone');
    expect(mine.length, `items of ${this.name}`).toBe(here.length);
    this.pending = [];
    return outcomes.length === 0 ? null : outcomes[0] ? 'done' : 'undone';
  }

  #choose(): { pending: Pending[]; call: (send: Send) => Promise<Answer<unknown>> } {
    const text = () => `${this.name} ${++this.#serial} ${'é'.repeat(1 + this.random.int(300))}`;
    const [shown, trashed] = (['inventory', 'trash'] as const).map((place) =>
      [...this.things].filter(([, thing]) => thing.place === place),
    );
    const next = (id: string, thing: Thing, values: Partial<Thing>): Pending => ({
      id,
      after: { ...thing, version: thing.version + 1, ...values },
    });
    const act = this.random.weighted({ create: 5, change: 6, remove: 2, restore: 2, bulk: 2, purge: 1 });
    if (act !== 'create' && shown !== undefined && shown.length > 0 && act !== 'restore' && act !== 'purge') {
      const [id, thing] = this.random.pick(shown);
      if (act === 'remove') {
        return {
          pending: [next(id, thing, { place: 'trash' })],
          call: (send) => send('DELETE', `/items/${id}`),
        };
      }
      const notes = text();
      if (act === 'change') {
        return {
          pending: [next(id, thing, { notes })],
          call: (send) => send('PATCH', `/items/${id}`, { notes }),
        };
      }
      const some = shown.slice(-30);
      const body = { ids: some.map(([each]) => each), action: 'change', changes: { notes } };
      return {
        pending: some.map(([each, its]) => next(each, its, { notes })),
        call: (send) => send('POST', '/items/bulk', body),
      };
    }
    if (act !== 'create' && trashed !== undefined && trashed.length > 0) {
      const [id, thing] = this.random.pick(trashed);
      if (act !== 'purge') {
        return {
          pending: [next(id, thing, { place: 'inventory' })],
          call: (send) => send('POST', `/items/${id}/restore`),
        };
      }
      return {
        pending: trashed.map(([each, its]) => next(each, its, { place: 'gone' })),
        call: (send) => send('POST', '/items/purge', { ids: trashed.map(([each]) => each) }),
      };
    }
    const [name, notes] = [text().slice(0, 150).trim(), text()];
    return {
      pending: [{ id: null, after: { name, notes, place: 'inventory', version: 1 } }],
      call: (send) => send('POST', '/items', { name, notes }),
    };
  }
}

function isSame(row: FoundItem, { name, notes, place, version }: Thing): boolean {
  // Of what is purged nothing is left but that it was.
  if (place === 'gone') return row.deleted_at === '';
  const found = row.deleted_at === null ? 'inventory' : 'trash';
  return row.name === name && row.notes === notes && found === place && row.sync_version === version;
}
