import type { ServerEventName, ServerEvents } from '@brique/shared';

type Name = ServerEventName | 'ready';
type Data<N extends Name> = N extends ServerEventName ? ServerEvents[N] : Record<string, never>;

/** The server-sent events of an instance as they come. */
export interface EventStream {
  /** All so far, `name data` each. */
  readonly seen: string[];
  /** The first event of a name, past or to come, that fits. @throws Error after `ms` */
  waitFor<N extends Name>(name: N, fits?: (data: Data<N>) => boolean, ms?: number): Promise<Data<N>>;
  /** Forgets what came. */
  clear(): void;
  close(): Promise<void>;
}

/** @param response of `GET /events` */
export function readEvents(response: Response): EventStream {
  const seen: string[] = [];
  const waiting = new Set<() => void>();
  const reader = (response.body ?? new ReadableStream<Uint8Array>()).getReader();
  const reading = (async () => {
    const decoder = new TextDecoder();
    let rest = '';
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const blocks = (rest + decoder.decode(next.value, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      seen.push(...blocks.flatMap(eventOf));
      for (const look of [...waiting]) look();
    }
  })().catch(() => undefined);

  return {
    seen,
    waitFor: <N extends Name>(name: N, fits: (data: Data<N>) => boolean = () => true, ms = 60_000) =>
      new Promise<Data<N>>((resolve, reject) => {
        const end = () => {
          clearTimeout(timer);
          waiting.delete(look);
        };
        const look = () => {
          const data = seen
            .filter((event) => event.startsWith(`${name} `))
            .map((event) => JSON.parse(event.slice(name.length + 1)) as Data<N>)
            .find(fits);
          if (data === undefined) return;
          end();
          resolve(data);
        };
        const timer = setTimeout(() => {
          end();
          reject(
            new Error(`no ${name} within ${ms} ms; there came ${seen.slice(-20).join(' | ') || 'nothing'}`),
          );
        }, ms);
        waiting.add(look);
        look();
      }),
    clear() {
      seen.length = 0;
    },
    async close() {
      await reader.cancel().catch(() => undefined);
      await reading;
    },
  };
}

function eventOf(block: string): string[] {
  const event = /^event: (.+)$/m.exec(block)?.[1];
  const data = /^data: (.*)$/m.exec(block)?.[1];
  return event === undefined ? [] : [`${event} ${data ?? ''}`];
}
