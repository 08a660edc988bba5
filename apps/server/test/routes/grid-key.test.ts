import type { GridKeyInfo, Problem } from '@brique/shared';
import { describe, expect, test } from 'vitest';
import { gridProofParts, newNonce } from '../../src/usecases/pairing/grid-handshake.js';
import { readGridKey } from '../../src/usecases/pairing/grid-key.js';
import { prove } from '../../src/usecases/pairing/proofs.js';
import { createFakeLan } from '../discovery/fake-discovery.js';
import { peerOf, setTrust } from '../support/api.js';
import { startApp, type TestApp } from '../support/build-app.js';
import { createFakeClock } from '../support/fake-clock.js';
import { createFakeNetwork } from '../support/fake-network.js';

/** A request of another instance. */
const json = (body: object) => ({
  ...{ method: 'POST', body: JSON.stringify(body) },
  headers: { 'content-type': 'application/json' },
});

describe('the grid key', () => {
  async function onOneLan() {
    const shared = { network: createFakeNetwork(), wall: createFakeClock(), autoSync: false };
    const lan = createFakeLan();
    const start = (name: string) => startApp({ name, ...shared, discovery: lan.createDiscovery() });
    return { a: await start('Atelier'), b: await start('Garage'), start };
  }
  const setKey = async (app: TestApp, key?: string) =>
    (await app.api<GridKeyInfo>('PUT', '/pairing/grid-key', key === undefined ? {} : { key })).body;
  const revoke = (app: TestApp, of: { ids?: unknown }) =>
    app.api<{ revoked: number }>('POST', '/pairing/grid-key/revoke', of);
  const trustOf = (app: TestApp, of: TestApp) => async () => (await peerOf(app, of.id))?.trust;

  test('shared by two that discover each other, makes them trust each other with no click', async () => {
    const { a, b } = await onOneLan();
    const { words } = await setKey(a);
    expect(words?.split(' ')).toHaveLength(12);
    await setKey(b, words ?? '');
    await expect.poll(trustOf(a, b), { timeout: 20_000 }).toBe('trusted');
    await expect.poll(trustOf(b, a), { timeout: 20_000 }).toBe('trusted');
    expect((await a.api<GridKeyInfo>('GET', '/pairing/grid-key')).body.admitted).toEqual([b.id]);
  });

  test('is tried on those who are there when it is set', async () => {
    const { a, b } = await onOneLan();
    await setKey(a);
    await setKey(b);
    const { words } = await setKey(a);
    await setKey(b, words ?? '');
    await expect.poll(trustOf(a, b), { timeout: 20_000 }).toBe('trusted');
  });

  test('that was changed lets nobody in any more, and those that came by it can be revoked', async () => {
    const { a, b, start } = await onOneLan();
    const { words } = await setKey(a);
    await setKey(b, words ?? '');
    await expect.poll(trustOf(a, b), { timeout: 20_000 }).toBe('trusted');
    await setKey(a);
    expect(await trustOf(a, b)()).toBe('trusted');
    expect((await revoke(a, {})).body).toEqual({ revoked: 1 });
    expect(await trustOf(a, b)()).toBe('revoked');
    // With the old key: it knocks, and stays a stranger.
    const c = await start('Cellar');
    await setKey(c, words ?? '');
    await expect.poll(trustOf(c, b), { timeout: 20_000 }).toBe('trusted');
    expect(await trustOf(a, c)()).not.toBe('trusted');
  });

  test('revokes those alone that were named, when others have come by the new key meanwhile', async () => {
    const { a, b, start } = await onOneLan();
    const { words } = await setKey(a);
    await setKey(b, words ?? '');
    await expect.poll(trustOf(a, b), { timeout: 20_000 }).toBe('trusted');
    const { admitted, words: newWords } = await setKey(a);
    const c = await start('Cellar');
    await setKey(c, newWords ?? '');
    await expect.poll(trustOf(a, c), { timeout: 20_000 }).toBe('trusted');
    expect((await revoke(a, { ids: admitted })).body).toEqual({ revoked: 1 });
    expect([await trustOf(a, b)(), await trustOf(a, c)()]).toEqual(['revoked', 'trusted']);
    expect((await revoke(a, { ids: [7] })).status).toBe(422);
    // Who came in by another way is not meant.
    await setTrust(a, b.id, true);
    expect((await revoke(a, { ids: [b.id] })).body).toEqual({ revoked: 0 });
  });

  test('does not bring back who was revoked', async () => {
    const { a, b } = await onOneLan();
    const { words } = await setKey(a);
    await setKey(b, words ?? '');
    await expect.poll(trustOf(a, b), { timeout: 20_000 }).toBe('trusted');
    await setTrust(a, b.id, false);
    // It forgets that it ever came in, and proves the key once more.
    const callerNonce = newNonce((bytes) => new Uint8Array(bytes).fill(7));
    const hello = await a.gossip(b.identity, '/grid/hello', json({ nonce: callerNonce }));
    const { nonce: responderNonce } = (await hello.json()) as { nonce: string };
    const handshake = { callerId: b.id, responderId: a.id, callerNonce, responderNonce };
    const { secret } = await readGridKey(words ?? '');
    const proof = prove(secret, gridProofParts('caller', handshake));
    const answer = await a.gossip(b.identity, '/grid/prove', json({ proof }));
    expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([403, 'not_trusted']);
    expect(await trustOf(a, b)()).toBe('revoked');
  });

  test('that can be guessed is refused, naming the field', async () => {
    const { a } = await onOneLan();
    const { status, body } = await a.api<Problem>('PUT', '/pairing/grid-key', { key: 'brique' });
    expect([status, body.errors?.[0]]).toMatchObject([422, { field: 'key', code: 'too_weak' }]);
    expect((await a.api<GridKeyInfo>('GET', '/pairing/grid-key')).body).toMatchObject({
      isSet: false,
      words: null,
    });
  });

  test('of a passphrase is not shown again; taken away, it is gone', async () => {
    const { a } = await onOneLan();
    const info = await setKey(a, 'tabouret orage violon mercure cascade');
    expect(info).toMatchObject({ isSet: true, kind: 'passphrase', words: null, link: null });
    expect((await a.api('DELETE', '/pairing/grid-key')).status).toBe(204);
    expect((await a.api<GridKeyInfo>('GET', '/pairing/grid-key')).body).toMatchObject({
      isSet: false,
      kind: null,
    });
  });
});
