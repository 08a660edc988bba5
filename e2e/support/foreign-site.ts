import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site of somebody else on this computer: one blank page, on each name that leads here. */
export async function startForeignSite(): Promise<{ port: number; close: () => void }> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Evil</title>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A call of the API that may change something. */
export interface Target {
  readonly method: string;
  readonly url: string;
}

/**
 * Runs in a page of another site: tries on each target all that a page can send.
 * @returns what it could read, which must be nothing, and how many requests it tried
 */
export async function tryEverything(targets: readonly Target[]): Promise<{ read: string[]; tried: number }> {
  const read: string[] = [];
  let tried = 0;
  const PATIENCE_MS = 5000;
  const TEXT = '{"name":"Pwned","instanceName":"Pwned","isTrusted":true,"action":"delete","ids":[]}';
  const TYPES = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'];

  const attempt = async (what: string, run: () => Promise<unknown>) => {
    tried += 1;
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    const found = await Promise.race([run().catch(() => undefined), late]);
    if (found !== undefined && found !== '') read.push(`${what}: ${String(found).slice(0, 80)}`);
  };
  const fetched = async (url: string, init: RequestInit) => {
    const response = await fetch(url, { credentials: 'include', ...init });
    return response.type === 'opaque' ? response.text() : `${response.status} ${await response.text()}`;
  };
  /** What a window or frame of theirs lets us see; its own blank page, from before it went there, does not count. */
  const seen = (other: Window | null) => {
    try {
      const { document: inside } = other as Window & { document: Document };
      return inside.URL === 'about:blank' ? '' : inside.URL;
    } catch {
      return '';
    }
  };
  const loaded = (frame: HTMLIFrameElement) =>
    new Promise<void>((resolve) => frame.addEventListener('load', () => resolve(), { once: true }));
  /** One for each way, for all targets: a new one is a new process of the browser, which takes longer than all else. */
  const frames = new Map<string, HTMLIFrameElement>();
  const frameOf = (way: string) => {
    const known = frames.get(way);
    if (known !== undefined) return known;
    const frame = Object.assign(document.createElement('iframe'), { name: `frame for ${way}` });
    document.body.append(frame);
    frames.set(way, frame);
    return frame;
  };
  const framed = async (url: string) => {
    const frame = frameOf('frame');
    const settled = loaded(frame);
    frame.src = url;
    await settled;
    return seen(frame.contentWindow);
  };
  const element = (tag: 'img' | 'script' | 'link', attributes: Record<string, string>) => {
    const made = Object.assign(document.createElement(tag), attributes);
    const settled = new Promise<string>((resolve) => {
      made.addEventListener('error', () => resolve(''));
      made.addEventListener('load', () => resolve(`a ${tag} was taken`));
    });
    document.body.append(made);
    return settled.finally(() => made.remove());
  };
  const submitted = async (url: string, method: string, enctype: string) => {
    const frame = frameOf(`${method} ${enctype}`);
    const form = Object.assign(document.createElement('form'), {
      ...{ action: url, method, enctype, target: frame.name },
    });
    // As text/plain, name=value is JSON.
    form.append(
      Object.assign(document.createElement('input'), { name: '{"name":"Pwned","a":"', value: '"}' }),
    );
    document.body.append(form);
    const settled = loaded(frame);
    form.submit();
    await settled;
    form.remove();
    return seen(frame.contentWindow);
  };

  for (const { method, url } of targets) {
    const what = (kind: string) => `${kind} ${method} ${url}`;
    const json = { 'content-type': 'application/json' };
    await Promise.all([
      attempt(what('fetch with a preflight'), () => fetched(url, { method, headers: json, body: TEXT })),
      attempt(what('fetch without a body'), () => fetched(url, { method })),
      ...TYPES.map((type) =>
        attempt(what(`fetch unasked as ${type}`), () =>
          fetched(url, { method: 'POST', mode: 'no-cors', headers: { 'content-type': type }, body: TEXT }),
        ),
      ),
      attempt(what('fetch in the open as text/plain'), () => fetched(url, { method: 'POST', body: TEXT })),
      attempt(what('fetch unasked, GET'), () => fetched(url, { mode: 'no-cors' })),
      attempt(what('beacon'), async () => {
        navigator.sendBeacon(url, new Blob([TEXT], { type: 'text/plain' }));
      }),
      ...TYPES.map((type) => attempt(what(`form as ${type}`), () => submitted(url, 'post', type))),
      attempt(what('form by GET'), () => submitted(url, 'get', TYPES[1] ?? '')),
      attempt(what('image'), () => element('img', { src: url })),
      attempt(what('script'), () => element('script', { src: url })),
      attempt(what('style'), () => element('link', { rel: 'stylesheet', href: url })),
      attempt(what('frame'), () => framed(url)),
      attempt(
        what('event stream'),
        () =>
          new Promise((resolve) => {
            const source = new EventSource(url, { withCredentials: true });
            source.onopen = () => resolve('opened');
            source.onerror = () => {
              source.close();
              resolve('');
            };
          }),
      ),
    ]);
  }
  // A browser makes each failed web socket wait longer before the next, and each begins with a GET whatever the target's method is.
  for (const { method, url } of targets.slice(0, 3)) {
    await attempt(
      `web socket ${method} ${url}`,
      () =>
        new Promise((resolve) => {
          const socket = new WebSocket(url.replace('http', 'ws'));
          socket.onopen = () => resolve('opened');
          socket.onerror = () => resolve('');
        }),
    );
  }
  return { read, tried };
}
