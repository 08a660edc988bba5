import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { BriqueError } from '../../usecases/brique-error.js';
import { problemResponse } from './problem.js';

export interface UiListener {
  /** @returns the port it listens on @throws BriqueError `not_available` */
  start(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Plain HTTP for the owner's page.
 * @param port 0 picks a free one
 * @param fetch told where a request comes from; what a proxy says of that is not believed
 */
export function createUiListener(
  host: string,
  port: number,
  fetch: (request: Request, remoteAddress: string) => Response | Promise<Response>,
): UiListener {
  // Node reads what follows on a connection before the answer that closes it is out.
  const distrusted = new WeakSet<object>();
  const isTrusted = (incoming: IncomingMessage): boolean => {
    if (namesItsHostTwice(incoming)) distrusted.add(incoming.socket);
    return !distrusted.has(incoming.socket);
  };
  const server = createAdaptorServer({
    fetch: (request, env) => {
      const incoming = env.incoming as IncomingMessage;
      return isTrusted(incoming) ? fetch(request, incoming.socket.remoteAddress ?? '') : refuse();
    },
  });
  return {
    start: () =>
      new Promise((resolve, reject) => {
        server.once('error', (error: NodeJS.ErrnoException) => {
          const taken = error.code === 'EADDRINUSE';
          const message = taken
            ? `Port ${port} is taken. Stop the program that uses it, or choose another with --port.`
            : `Cannot listen on ${host}:${port}: ${error.message}`;
          reject(new BriqueError('not_available', message, [], { cause: error }));
        });
        server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** Whether a request names its host more than once: two Host headers, or one beside a target that is a whole URL. */
function namesItsHostTwice({ rawHeaders, url }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host');
  return hosts.length > 1 || url?.startsWith('/') === false;
}

/** Whoever writes such a request may mean something else by what follows, so nothing may. */
function refuse(): Response {
  const response = problemResponse(new BriqueError('malformed', 'Name the host once, as Host.'));
  response.headers.set('connection', 'close');
  return response;
}
