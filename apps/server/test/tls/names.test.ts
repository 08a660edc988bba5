import dns from 'node:dns';
import type { LookupFunction } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPeerTransport } from '../../src/adapters/tls/peer-transport.js';
import { makeDevice, textOf } from './devices.js';
import { createGrid } from './grid.js';

const grid = createGrid(await makeDevice(), await makeDevice());
const get = { method: 'GET', path: '/' } as const;

/** Puts answers in place of the system's, since no name of several addresses is known on every machine. */
function nameService(answer: LookupFunction) {
  return vi.spyOn(dns, 'lookup').mockImplementation(answer as never);
}
afterEach(() => vi.restoreAllMocks());

/** Both families, as a machine on a network with IPv6 has; Brique listens on the second only. */
const twoAddresses: LookupFunction = (_host, _options, found) =>
  found(null, [
    { address: '::1', family: 6 },
    { address: '127.0.0.1', family: 4 },
  ]);

describe('a name of several addresses', () => {
  it('leads to the one that answers', async () => {
    const { port } = await grid.listen(() => new Response('ok'));
    nameService(twoAddresses);
    const address = `several.example:${port}`;
    const found = await createPeerTransport(grid.caller).identify(address);
    expect(found.instanceId).toBe(grid.server.instanceId);
    expect(await textOf((await grid.connect(address).request(get)).body)).toBe('ok');
  });

  it('is unreachable where none does', async () => {
    const { port, listener } = await grid.listen(() => new Response('ok'));
    await listener.close(0);
    nameService(twoAddresses);
    await expect(grid.connect(`several.example:${port}`).request(get)).rejects.toMatchObject({
      code: 'peer_unreachable',
      message: expect.stringContaining('nothing listens there'),
    });
  });
});

describe('a name that is looked up for long', () => {
  it('is looked up once for each connection, however slow', async () => {
    const lookup = nameService(() => {});
    const limits = { connectAgainMs: 5, connectTimeoutMs: 200 };
    await expect(grid.connect('slow.example:9080', limits).request(get)).rejects.toMatchObject({
      code: 'peer_unreachable',
    });
    expect(lookup).toHaveBeenCalledTimes(1);
  });
});
