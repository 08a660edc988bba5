import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Settings } from '@brique/shared';
import type { Answer, Api } from '../support/api.js';
import { type AtEnd, launch } from '../support/processes.js';

const DOOR = fileURLToPath(new URL('ui-door.mjs', import.meta.url));
const PORT = 8080;

export interface MachineOptions {
  readonly name: string;
  /** Network namespace it runs in. */
  readonly namespace: string;
  readonly folder: string;
  readonly gridKey?: string;
  readonly atEnd: AtEnd;
}

/** A Brique in a network of its own, whose API is called from outside of it. */
export interface Machine extends Api {
  readonly id: string;
  readonly name: string;
  readonly pid: number;
  /** Any request to the UI listener. @param path the whole of it @param body sent as JSON when given */
  call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>>;
}

/** Starts an instance in a namespace, and waits until it is ready. @throws Error when either process ends before */
export async function startMachine({
  name,
  namespace,
  folder,
  gridKey,
  atEnd,
}: MachineOptions): Promise<Machine> {
  const inside = ['ip', 'netns', 'exec', namespace];
  const { child, ended } = launch(
    [
      ...['serve', '--port', String(PORT), '--name', name],
      ...(gridKey === undefined ? [] : ['--grid-key', gridKey]),
      ...['--data-dir', join(folder, name), '--log-level', 'error'],
    ],
    {},
    atEnd,
    inside,
  );
  await firstWords(child, ended);
  const socketPath = join(folder, `${name}.sock`);
  const door = spawn('ip', [...inside.slice(1), process.execPath, DOOR, socketPath, String(PORT)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(door, 'close');
  atEnd(async () => {
    door.kill('SIGKILL');
    await closed;
  });
  await firstWords(door, closed);

  const call: Machine['call'] = async (method, path, body) => {
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const sending = request({
      ...{ socketPath, method, path },
      headers: {
        host: `localhost:${PORT}`,
        ...(sent !== undefined && { 'content-type': 'application/json' }),
      },
    });
    sending.end(sent);
    const [response] = await once(sending, 'response');
    const answer = await text(response);
    const headers = new Headers(
      Object.entries(response.headers).map(([key, value]): [string, string] => [key, String(value)]),
    );
    const isJson = headers.get('content-type')?.includes('json') === true;
    return { status: response.statusCode, headers, body: isJson ? JSON.parse(answer) : answer };
  };
  const api: Api['api'] = (method, path, body) => call(method, `/api/v1${path}`, body);
  const { body } = await api<Settings>('GET', '/settings');
  return { id: body.instanceId, name, pid: child.pid ?? 0, call, api };
}

function firstWords(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    void ended.then((how) => reject(new Error(`ended before it was ready: ${JSON.stringify(how)}`)));
  });
}
