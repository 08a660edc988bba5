import type { InviteInfo, Peer, Problem } from '@brique/shared';
import { describe, expect, test } from 'vitest';
import { addItem, lastLog, listItems, listPeers, peerOf, setTrust, syncWith } from '../support/api.js';
import { fakeIdentity, startApp, type TestApp } from '../support/build-app.js';
import { createFakeClock, MINUTE } from '../support/fake-clock.js';
import { createFakeNetwork } from '../support/fake-network.js';

async function strangers(autoSync = false) {
  const shared = { network: createFakeNetwork(), wall: createFakeClock(), autoSync };
  const host = await startApp({ name: 'Atelier', ...shared });
  const guest = await startApp({ name: 'Garage', ...shared });
  return { host, guest, ...shared };
}

async function invite(host: TestApp, terms: object = {}): Promise<{ link: string }> {
  const { status, body } = await host.api<InviteInfo>('POST', '/pairing/invite', terms);
  expect([status, body.state]).toEqual([201, 'open']);
  return { link: body.link ?? '' };
}

const accept = (guest: TestApp, text: string, terms: object = {}) =>
  guest.api<Partial<Omit<Peer, 'status'>> & Partial<Problem>>('POST', '/pairing/accept', {
    invite: text,
    ...terms,
  });

/** A request of another instance. */
const json = (body: object) => ({
  ...{ method: 'POST', body: JSON.stringify(body) },
  headers: { 'content-type': 'application/json' },
});

describe('an invite', () => {
  test('pasted on the other side makes both trust each other, and they synchronise', async () => {
    const { host, guest } = await strangers();
    await addItem(host, { name: 'Drill' });
    const { link } = await invite(host);

    const { status, body } = await accept(guest, `  Come in:\n${link}\n`);

    expect([status, body]).toMatchObject([
      201,
      { id: host.id, name: 'Atelier', isTrusted: true, trustedBy: 'invite' },
    ]);
    expect(await peerOf(host, guest.id)).toMatchObject({
      name: 'Garage',
      isTrusted: true,
      trustedBy: 'invite',
      scope: 'household',
    });
    expect(await syncWith(guest, host.id)).toMatchObject({ itemsReceived: 1, identical: true });
    const { body: now } = await host.api<InviteInfo>('GET', '/pairing/invite');
    expect(now).toMatchObject({ state: 'used', usedBy: 'Garage', link: null });
  });

  test('never sends its secret', async () => {
    const { host, guest, network } = await strangers();
    const { link } = await invite(host);
    const member = network.members.get(host.address);
    const sent: string[] = [];
    if (member === undefined) throw new Error('no host');
    network.members.set(host.address, {
      ...member,
      fetch: async (request, caller) => {
        sent.push(await request.clone().text(), request.url, JSON.stringify([...request.headers]));
        return member.fetch(request, caller);
      },
    });
    expect((await accept(guest, link)).status).toBe(201);
    const secret = new URL(link).searchParams.get('s') ?? '';
    expect(secret).toHaveLength(26);
    expect(sent.join()).toContain('proof');
    expect(sent.join()).not.toContain(secret);
  });

  test('is refused with words that help: used, expired, withdrawn, not one, one’s own', async () => {
    const { host, guest, wall, network } = await strangers();
    const third = await startApp({ name: 'Cellar', wall, network, autoSync: false });
    const refusal = async (by: TestApp, text: string) => {
      const { status, body } = await accept(by, text);
      return [status, body.errors?.[0]?.code ?? body.code];
    };
    const first = await invite(host);
    await accept(guest, first.link);
    expect(await refusal(third, first.link)).toEqual([409, 'invite_used']);
    const second = await invite(host);
    wall.move(10 * MINUTE);
    expect(await refusal(third, second.link)).toEqual([409, 'invite_expired']);
    const withdrawn = await invite(host);
    expect((await host.api('DELETE', '/pairing/invite')).status).toBe(204);
    expect(await refusal(third, withdrawn.link)).toEqual([409, 'invite_unknown']);
    expect(await refusal(third, 'hello')).toEqual([422, 'not_an_invite']);
    expect(await refusal(third, '')).toEqual([422, 'required']);
    expect(await refusal(host, (await invite(host)).link)).toEqual([422, 'own_invite']);
    expect(await peerOf(host, third.id)).toBeUndefined();
  });

  test('of an instance that is not there, or where another one answers, says so', async () => {
    const { host, guest, network } = await strangers();
    const { link } = await invite(host);
    const member = network.members.get(host.address);
    network.members.delete(host.address);
    expect((await accept(guest, link)).body.code).toBe('peer_unreachable');
    if (member === undefined) throw new Error('no host');
    network.members.set(host.address, { ...member, identity: fakeIdentity('impostor') });
    expect((await accept(guest, link)).body.code).toBe('identity_mismatch');
    expect(await listPeers(guest)).toEqual([]);
  });

  test('does not let a revoked guest in again', async () => {
    const { host, guest } = await strangers();
    const { link } = await invite(host);
    await accept(guest, link);
    await setTrust(host, guest.id, false);
    expect((await accept(guest, link)).body.code).toBe('invite_used');
    expect(await peerOf(host, guest.id)).toMatchObject({ trust: 'revoked' });
  });

  test('dies of three wrong proofs from strangers', async () => {
    const { host, guest } = await strangers();
    const { link } = await invite(host);
    for (const stranger of ['x', 'y', 'z']) {
      const wrong = json({ proof: '0'.repeat(64) });
      expect((await host.gossip(fakeIdentity(stranger), '/pair', wrong)).status).toBe(409);
    }
    expect((await accept(guest, link)).body.code).toBe('invite_unknown');
    expect(await listPeers(host)).toEqual([]);
  });
});

describe('a guest', () => {
  async function hostAndGuest() {
    const all = await strangers();
    await accept(all.guest, (await invite(all.host, { scope: 'guest' })).link);
    return all;
  }

  test('reads what we share, and its changes are not applied, whoever begins', async () => {
    const { host, guest } = await hostAndGuest();
    await addItem(host, { name: 'Drill' });
    await addItem(guest, { name: 'Secret' });

    expect(await syncWith(guest, host.id)).toMatchObject({ itemsReceived: 1, itemsSent: 0 });
    expect(await syncWith(host, guest.id)).toMatchObject({ itemsReceived: 0 });
    await addItem(host, { name: 'Saw' });
    expect(await syncWith(host, guest.id)).toMatchObject({ itemsReceived: 0, itemsSent: 1 });

    expect((await listItems(host)).items.map(({ name }) => name)).toEqual(['Drill', 'Saw']);
    expect((await listItems(guest)).items.map(({ name }) => name)).toEqual(['Drill', 'Saw', 'Secret']);
    expect(await lastLog(host)).toMatchObject({ error: null, itemsReceived: 0 });
  });

  test('that sends all the same is refused before anything is read', async () => {
    const { host, guest } = await hostAndGuest();
    const response = await host.gossip(guest.identity, '/items/batch', json({}));
    expect([response.status, ((await response.json()) as Problem).code]).toEqual([403, 'read_only']);
  });

  test('that becomes one of the household brings what it has', async () => {
    const { host, guest } = await hostAndGuest();
    await addItem(host, { name: 'Drill' });
    await addItem(guest, { name: 'Lamp' });
    await syncWith(host, guest.id);
    await syncWith(guest, host.id);
    await host.api('PATCH', `/peers/${guest.id}`, { scope: 'household' });
    expect(await syncWith(host, guest.id)).toMatchObject({ itemsReceived: 1, identical: true });
  });
});

describe('trust until a time', () => {
  async function letInForAnHour() {
    const all = await strangers();
    const until = new Date(all.wall.now() + 60 * MINUTE).toISOString();
    await accept(all.guest, (await invite(all.host, { until })).link);
    return { ...all, until };
  }

  test('ends by itself: nothing goes out or in, and connections are cut', async () => {
    const { host, guest, wall, until } = await letInForAnHour();
    expect(await peerOf(host, guest.id)).toMatchObject({ trustedUntil: until });
    expect(await syncWith(guest, host.id)).toMatchObject({ identical: true });
    wall.move(60 * MINUTE);
    expect(await peerOf(host, guest.id)).toMatchObject({ isTrusted: false, trust: 'revoked' });
    const { status, body } = await guest.api<Problem>('POST', `/peers/${host.id}/sync`);
    expect([status, body.code]).toEqual([502, 'peer_refused']);
    expect((await host.api<Problem>('POST', `/peers/${guest.id}/sync`)).body.code).toBe('not_trusted');
  });

  test('is given anew by its owner’s new yes, from the moment it is over', async () => {
    const { host, guest, wall } = await letInForAnHour();
    wall.move(60 * MINUTE);
    await setTrust(host, guest.id, true);
    expect(await peerOf(host, guest.id)).toMatchObject({ trust: 'trusted', trustedUntil: null });
    expect(await syncWith(guest, host.id)).toMatchObject({ identical: true });
  });

  test('has no end any more once its owner has ended it', async () => {
    const { host, guest, wall } = await letInForAnHour();
    await setTrust(host, guest.id, false);
    wall.move(60 * MINUTE);
    expect(await peerOf(host, guest.id)).toMatchObject({ trust: 'revoked', trustedUntil: null });
  });

  test('is not given on new terms alone to who is trusted no more', async () => {
    const { host, guest, wall } = await letInForAnHour();
    await setTrust(host, guest.id, false);
    const trustedUntil = new Date(wall.now() + 120 * MINUTE).toISOString();
    const { status, body } = await host.api<Problem>('PATCH', `/peers/${guest.id}`, { trustedUntil });
    expect([status, body.code]).toEqual([409, 'conflict']);
    expect(await peerOf(host, guest.id)).toMatchObject({ trust: 'revoked', trustedUntil: null });
  });

  test.each([
    ['tomorrow', 'bad_time'],
    ['2001-01-01T00:00:00.000Z', 'in_the_past'],
    [7, 'bad_time'],
  ])('%j is no end', async (until, code) => {
    const { host } = await strangers();
    const { status, body } = await host.api<Problem>('POST', '/pairing/invite', { until });
    expect([status, body.errors?.[0]]).toMatchObject([422, { field: 'until', code }]);
  });
});
