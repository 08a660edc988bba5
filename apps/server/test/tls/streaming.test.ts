import { describe, expect, it, vi } from 'vitest';
import { closeAfterEach } from './cleanup.js';
import { makeDevice, textOf } from './devices.js';
import { createGrid, eventLoopTurns, signalled } from './grid.js';

const later = closeAfterEach();
const grid = createGrid(await makeDevice(), await makeDevice());
const MIB = 1024 * 1024;
const CHUNK = 64 * 1024;
const BODY = 50 * MIB;
/** What may be under way between the two ends: socket buffers of the system, TLS and stream buffers. */
const UNDER_WAY = 12 * MIB;
const get = { method: 'GET', path: '/' } as const;

/** A source of `size` bytes that counts what was taken from it, and a sink that dawdles and watches how far ahead the source is. */
function meteredBody(size = BODY) {
  let produced = 0;
  let consumed = 0;
  let furthestAhead = 0;
  return {
    get furthestAhead() {
      return furthestAhead;
    },
    async *source(): AsyncGenerator<Uint8Array> {
      while (produced < size) {
        produced += CHUNK;
        yield Buffer.alloc(CHUNK, produced / CHUNK);
      }
    },
    async consume(body: AsyncIterable<Uint8Array>): Promise<number> {
      for await (const chunk of body) {
        await eventLoopTurns(3);
        furthestAhead = Math.max(furthestAhead, produced - consumed);
        consumed += chunk.length;
      }
      return consumed;
    },
  };
}

describe('a body of 50 MB streams with flat memory, however slowly it is taken', () => {
  it('down', async () => {
    const metered = meteredBody();
    const { address } = await grid.listen(() => new Response(ReadableStream.from(metered.source())));
    const response = await grid.connect(address).request({ ...get, maxBytes: BODY });
    expect(await metered.consume(response.body)).toBe(BODY);
    expect(metered.furthestAhead).toBeLessThan(UNDER_WAY);
  });

  it('up', async () => {
    const metered = meteredBody();
    const { address } = await grid.listen(async ({ body }) =>
      Response.json(await metered.consume(body as unknown as AsyncIterable<Uint8Array>)),
    );
    const connection = grid.connect(address);
    const response = await connection.request({ method: 'POST', path: '/', body: metered.source() });
    expect(await textOf(response.body)).toBe(String(BODY));
    expect(metered.furthestAhead).toBeLessThan(UNDER_WAY);
    expect(connection.bytesSent).toBeGreaterThan(BODY);
    expect(connection.bytesSent).toBeLessThan(BODY * 1.02);
  });

  it('both ways at once', async () => {
    const { address } = await grid.listen(({ body }) => new Response(body));
    const size = 20 * MIB;
    const metered = meteredBody(size);
    const response = await grid
      .connect(address)
      .request({ method: 'POST', path: '/', body: metered.source(), maxBytes: size });
    expect(await metered.consume(response.body)).toBe(size);
    expect(metered.furthestAhead).toBeLessThan(UNDER_WAY + 6 * MIB);
  });
});

describe('a response body', () => {
  it.each(['announced', 'streamed'])('is capped (%s length)', async (how) => {
    const { address } = await grid.listen(({ url }) => {
      const [size, how] = new URL(url).pathname.slice(1).split('/');
      const text = 'x'.repeat(Number(size));
      return new Response(how === 'announced' ? text : ReadableStream.from([Buffer.from(text)]));
    });
    const connection = grid.connect(address, { defaultMaxBytes: 2_000 });
    const read = async (size: number, maxBytes?: number) => {
      const cap = maxBytes === undefined ? {} : { maxBytes };
      const { body } = await connection.request({ method: 'GET', path: `/${size}/${how}`, ...cap });
      return (await textOf(body)).length;
    };
    const tooLarge = { code: 'too_large', message: expect.stringContaining('more than') };
    expect(await read(2_000)).toBe(2_000);
    await expect(read(2_001)).rejects.toMatchObject(tooLarge);
    expect(await read(1_000_000, 1_000_000)).toBe(1_000_000);
    await expect(read(1_000_000, 999_999)).rejects.toMatchObject(tooLarge);
    expect(await read(1_000_000, Number.POSITIVE_INFINITY)).toBe(1_000_000);
  });

  it('that is not read to its end leaves the connection usable', async () => {
    const cancelled = signalled();
    const { address } = await grid.listen(({ url }) => {
      if (!url.endsWith('/long')) return new Response('ok');
      return new Response(
        new ReadableStream({
          pull: (controller) => controller.enqueue(Buffer.alloc(CHUNK)),
          cancel: () => cancelled.resolve(),
        }),
      );
    });
    const connection = grid.connect(address);
    const long = await connection.request({ method: 'GET', path: '/long' });
    for await (const chunk of long.body) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    await cancelled.promise;
    expect(await textOf((await connection.request(get)).body)).toBe('ok');
  });

  it('that the peer breaks off says connection_lost, never a short body', async () => {
    const reported: unknown[] = [];
    const print = vi.spyOn(console, 'error');
    const breaking = () => {
      let chunks = 0;
      const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
        chunks += 1;
        if (chunks < 4) controller.enqueue(Buffer.alloc(CHUNK));
        else controller.error(new Error('secret of the server'));
      };
      return new Response(new ReadableStream({ pull }));
    };
    const { address } = await grid.listen(breaking, { onError: (error) => reported.push(error) });
    const response = await grid.connect(address).request(get);
    await expect(textOf(response.body)).rejects.toMatchObject({
      code: 'connection_lost',
      message: expect.not.stringContaining('secret'),
    });
    expect(reported).toEqual([new Error('secret of the server')]);
    expect(print).not.toHaveBeenCalled();
    print.mockRestore();
  });
});

/** A listener whose answer begins and never ends. */
async function endless(options?: Parameters<typeof grid.listen>[1]) {
  return grid.listen(
    ({ url }) =>
      url.endsWith('/silent')
        ? new Promise<Response>(() => {})
        : new Response(
            new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from('first')) }),
          ),
    options,
  );
}

describe('silence', () => {
  it.each(['/silent', '/begun'])('of the peer ends as connection_lost (%s)', async (path) => {
    const { address } = await endless();
    const connection = grid.connect(address, { idleTimeoutMs: 100 });
    const reading = connection.request({ method: 'GET', path }).then(({ body }) => textOf(body));
    await expect(reading).rejects.toMatchObject({
      code: 'connection_lost',
      message: expect.stringContaining('not a byte for 0.1 s'),
    });
  });

  it('of the reader does not, however long it lasts', async () => {
    const { address } = await grid.listen(() => new Response('x'.repeat(MIB)));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    later(() => vi.useRealTimers());
    const response = await grid.connect(address).request(get);
    let received = 0;
    for await (const chunk of response.body) {
      vi.advanceTimersByTime(60 * 60 * 1_000);
      received += chunk.length;
    }
    expect(received).toBe(MIB);
  });

  it('of the caller in the middle of a request ends its connection', async () => {
    const { address } = await endless({ limits: { idleTimeoutMs: 100 } });
    const reading = grid
      .connect(address)
      .request(get)
      .then(({ body }) => textOf(body));
    await expect(reading).rejects.toMatchObject({ code: 'connection_lost' });
  });
});

describe('the signal', () => {
  it('ends a request before, during and after its answer began', async () => {
    const { address } = await endless();
    const connection = grid.connect(address);
    const cancelled = { code: 'cancelled' };
    await expect(connection.request({ ...get, signal: AbortSignal.abort() })).rejects.toMatchObject(
      cancelled,
    );

    const before = new AbortController();
    const connecting = connection.request({ ...get, signal: before.signal });
    before.abort();
    await expect(connecting).rejects.toMatchObject(cancelled);

    const during = new AbortController();
    const { body } = await connection.request({ ...get, signal: during.signal });
    const reading = (async () => {
      for await (const chunk of body) {
        expect(Buffer.from(chunk).toString()).toBe('first');
        during.abort();
      }
    })();
    await expect(reading).rejects.toMatchObject(cancelled);
  });

  it('never lets a body end early as if it were whole', async () => {
    const { address } = await grid.listen(() => new Response('x'.repeat(100_000)));
    const controller = new AbortController();
    const { body } = await grid.connect(address).request({ ...get, signal: controller.signal });
    // By now all of it has arrived and waits in the buffers.
    await eventLoopTurns(50);
    controller.abort();
    await expect(textOf(body)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('is heard by the peer', async () => {
    const aborted = signalled();
    const arrived = signalled();
    const { address } = await grid.listen((request) => {
      request.signal.addEventListener('abort', () => aborted.resolve());
      arrived.resolve();
      return new Promise<Response>(() => {});
    });
    const controller = new AbortController();
    const request = grid.connect(address).request({ ...get, signal: controller.signal });
    await arrived.promise;
    controller.abort();
    await expect(request).rejects.toMatchObject({ code: 'cancelled' });
    await aborted.promise;
  });

  it('and closing the connection are alike', async () => {
    const { address } = await endless();
    const connection = grid.connect(address);
    const { body } = await connection.request(get);
    const waiting = connection.request({ method: 'GET', path: '/silent' });
    const ends = Promise.allSettled([textOf(body), waiting]);
    connection.close();
    for (const end of await ends) expect(end).toMatchObject({ reason: { code: 'cancelled' } });
    await expect(connection.request(get)).rejects.toMatchObject({ code: 'cancelled' });
  });
});
