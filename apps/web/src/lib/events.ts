import {
  SERVER_EVENT_NAMES,
  type ServerEventName,
  type ServerEvents,
  type SessionInfo,
  type SyncProgress,
} from '@brique/shared';
import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { api, apiUrl } from './api-client.js';
import { queryKeys } from './query-keys.js';
import { isSignedOut, onSessionChange, setSignedOut } from './session.js';
import { throttle } from './throttle.js';

/** closed: the server does not answer; the browser goes on trying. */
export type ServerLink = 'connecting' | 'open' | 'closed';

/** A first synchronisation changes thousands of items; the list is refetched this often at most. */
const ITEMS_REFETCH_MS = 1000;
/** Each refetch ends the one under way: a network on which hundreds of names come and change must not keep it from ever ending. */
const PEERS_REFETCH_MS = 500;
/** EventSource gives up after an HTTP error (a proxy, a restart); then we start a new one. */
const RETRY_MS = 2000;

let link: ServerLink = 'connecting';
const listeners = new Set<() => void>();

function setLink(next: ServerLink): void {
  if (next === link) return;
  link = next;
  for (const listener of listeners) listener();
}

/** @returns whether the server answers, as the event stream knows it */
export function useServerLink(): ServerLink {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => link,
  );
}

/** @returns the running sessions with one session's progress put in place */
export function withProgress(sessions: SyncProgress[] | undefined, progress: SyncProgress): SyncProgress[] {
  const others = (sessions ?? []).filter((session) => session.peerId !== progress.peerId);
  return [...others, progress];
}

type Handlers = { [Name in ServerEventName]: (data: ServerEvents[Name]) => void };

/** What each event makes stale. Progress alone carries its data: refetching it would be slower than it changes. */
function handlersFor(queryClient: QueryClient): Handlers {
  const stale = (queryKey: readonly unknown[]) => void queryClient.invalidateQueries({ queryKey });
  const staleLists = throttle(() => stale(queryKeys.itemLists), ITEMS_REFETCH_MS);
  const staleDetails = throttle(() => stale(queryKeys.itemDetails), ITEMS_REFETCH_MS);
  const stalePeers = throttle(() => stale(queryKeys.peers), PEERS_REFETCH_MS);
  return {
    'items-changed': ({ ids }) => {
      staleLists();
      if (ids) for (const id of ids) stale([...queryKeys.itemDetails, id]);
      else staleDetails();
    },
    'peers-changed': stalePeers,
    'sync-progress': (progress) => {
      queryClient.setQueryData<SyncProgress[]>(queryKeys.syncProgress, (old) => withProgress(old, progress));
    },
    'sync-finished': ({ peerId }) => {
      queryClient.setQueryData<SyncProgress[]>(queryKeys.syncProgress, (old) =>
        (old ?? []).filter((session) => session.peerId !== peerId),
      );
      stale(queryKeys.peers);
      stale(queryKeys.syncHistory);
    },
    'settings-changed': () => stale(queryKeys.settings),
    'pairing-changed': () => stale(queryKeys.pairing),
    'backups-changed': () => stale(queryKeys.backups),
    'held-changes': () => {
      stale(queryKeys.held);
      stale(queryKeys.peers);
    },
  };
}

/** The browser does not tell with which status a stream was refused. @returns whether the server answers */
async function askWhetherSignedIn(): Promise<boolean> {
  try {
    setSignedOut(!(await api<SessionInfo>('GET', '/session')).signedIn);
    return true;
  } catch {
    return false;
  }
}

/**
 * Opens the page's one event stream and keeps it open.
 * @param queryClient whose queries the events make stale
 * @returns a function that closes the stream
 */
export function connectEvents(queryClient: QueryClient): () => void {
  const handlers = handlersFor(queryClient);
  let source: EventSource;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const listen = <Name extends ServerEventName>(name: Name) => {
    source.addEventListener(name, (event: MessageEvent<string>) => {
      handlers[name](JSON.parse(event.data) as ServerEvents[Name]);
    });
  };

  const open = () => {
    source = new EventSource(apiUrl('/events'));
    source.onopen = () => {
      setLink('open');
      // Whatever happened while nobody listened, at the start or during a break, is unknown: read all again.
      void queryClient.invalidateQueries();
    };
    source.onerror = () => {
      if (link === 'open') return void findOutWhy(source);
      setLink('closed');
      if (source.readyState !== EventSource.CLOSED) return;
      void askWhetherSignedIn();
      clearTimeout(retry);
      retry = setTimeout(open, RETRY_MS);
    };
    for (const name of SERVER_EVENT_NAMES) listen(name);
  };

  /** A stream that ends may only have been of a session that ended: the password was changed, or somebody signed out in another tab. */
  const findOutWhy = async (ended: EventSource) => {
    setLink('connecting');
    const answers = await askWhetherSignedIn();
    if (source !== ended || link !== 'connecting' || isSignedOut()) return;
    if (!answers) return setLink('closed');
    ended.close();
    open();
  };

  const unsubscribe = onSessionChange(() => {
    clearTimeout(retry);
    source.close();
    setLink('connecting');
    if (!isSignedOut()) open();
  });
  open();
  return () => {
    unsubscribe();
    clearTimeout(retry);
    source.close();
  };
}
