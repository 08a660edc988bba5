import type {
  Item,
  ItemDetail,
  ItemInput,
  ItemPage,
  Peer,
  SyncHistoryPage,
  SyncLog,
  SyncResult,
} from '@brique/shared';

/** What a call was answered. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed when it is JSON, else the text. */
  readonly body: T;
}

/** The UI API of an instance, in this process or in another. */
export interface Api {
  /** @param path below `/api/v1` @param body sent as JSON when given */
  api<T>(method: string, path: string, body?: unknown): Promise<Answer<T>>;
}

export async function answerOf<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  const isJson = /^application\/(problem\+)?json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** @throws Error unless the call succeeds */
async function succeed<T>(to: Api, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await to.api<T>(method, path, body);
  if (answer.status < 300) return answer.body;
  throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
}

export const addItem = (to: Api, input: ItemInput) => succeed<Item>(to, 'POST', '/items', input);

export const changeItem = (to: Api, id: string, input: Partial<ItemInput>) =>
  succeed<Item>(to, 'PATCH', `/items/${id}`, input);

export const removeItem = (to: Api, id: string) => succeed<string>(to, 'DELETE', `/items/${id}`);

export const restoreItem = (to: Api, id: string) => succeed<Item>(to, 'POST', `/items/${id}/restore`);

export const readItem = (to: Api, id: string) => succeed<ItemDetail>(to, 'GET', `/items/${id}`);

export const listItems = (to: Api, query: Record<string, string | number> = {}) =>
  succeed<ItemPage>(to, 'GET', `/items?${new URLSearchParams(stringValues(query))}`);

/** Walks all pages of a list. @param between called after each page */
export async function listAll(
  to: Api,
  query: Record<string, string | number> = {},
  between: () => Promise<unknown> = async () => undefined,
): Promise<Item[]> {
  const items: Item[] = [];
  let page = await listItems(to, query);
  for (;;) {
    items.push(...page.items);
    if (page.nextCursor === null) return items;
    await between();
    page = await listItems(to, { ...query, cursor: page.nextCursor });
  }
}

export const listPeers = (to: Api) => succeed<Peer[]>(to, 'GET', '/peers');

export async function peerOf(to: Api, id: string): Promise<Peer | undefined> {
  return (await listPeers(to)).find((peer) => peer.id === id);
}

export const addPeer = (to: Api, address: string) => succeed<Peer>(to, 'POST', '/peers', { address });

export const setTrust = (to: Api, id: string, isTrusted: boolean) =>
  succeed<Peer>(to, 'PATCH', `/peers/${id}`, { isTrusted });

export const syncWith = (to: Api, id: string) => succeed<SyncResult>(to, 'POST', `/peers/${id}/sync`);

export const history = (to: Api) => succeed<SyncHistoryPage>(to, 'GET', '/sync/history?limit=200');

/** The newest line of the history. */
export async function lastLog(to: Api): Promise<SyncLog> {
  const [log] = (await history(to)).logs;
  if (log === undefined) throw new Error('the history is empty');
  return log;
}

/** What the other side's log must say of the same session. */
export function mirrored(log: SyncLog) {
  return {
    initiatedBy: log.initiatedBy === 'us' ? 'them' : 'us',
    trigger: log.trigger,
    itemsReceived: log.itemsSent,
    itemsSent: log.itemsReceived,
    conflicts: log.conflicts,
    rejected: log.rejected,
    bytesReceived: log.bytesSent,
    bytesSent: log.bytesReceived,
    error: log.error,
  };
}

function stringValues(query: Record<string, string | number>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([key, value]) => [key, String(value)]));
}
