import type { ServerEventName, ServerEvents } from '@brique/shared';

/** Tells the page, and whoever listens inside, what has changed. Called after commit only. */
export interface Events {
  emit<N extends ServerEventName>(name: N, data: ServerEvents[N]): void;
  /** @returns a function that ends the subscription */
  subscribe(listener: (name: ServerEventName, data: ServerEvents[ServerEventName]) => void): () => void;
}

export function createEvents(): Events {
  const listeners = new Set<Parameters<Events['subscribe']>[0]>();
  return {
    emit(name, data) {
      for (const listener of [...listeners]) listener(name, data);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Ids named in one `items-changed`; with more, the page reads what it shows anew. */
const MAX_IDS = 100;

/** @param from the instance that sent the change, when it was not made here */
export function emitItemsChanged(events: Events, ids: readonly string[], from?: string): void {
  if (ids.length === 0) return;
  events.emit('items-changed', {
    ...(ids.length <= MAX_IDS && { ids: [...ids] }),
    ...(from !== undefined && { from }),
  });
}
