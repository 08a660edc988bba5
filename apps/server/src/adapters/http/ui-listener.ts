import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { BriqueError } from '../../usecases/brique-error.js';

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
  const server = createAdaptorServer({
    fetch: (request, { incoming }) => fetch(request, incoming.socket.remoteAddress ?? ''),
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
