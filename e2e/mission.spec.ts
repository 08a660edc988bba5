import { expect, test } from './support/brique-test.js';
import { approve, meet } from './support/pairing.js';

/** The mission's "Test de synchronisation locale": its setup, its scenario and its four validations. */
test('two instances find each other, trust each other and synchronise', async ({ atelier, garage }) => {
  const { words } = atelier;
  const drill = {
    name: 'Perceuse à percussion',
    category: 'Outillage',
    brand: 'Bosch',
    notes: 'Deux mandrins',
  };
  const names = [drill.name, 'Machine à coudre', 'Étau d’établi'];

  await test.step('items are added in the first instance', async () => {
    await atelier.inventory.create(drill);
    await atelier.inventory.create({ name: 'Machine à coudre', brand: 'Bernina', serialNumber: 'B-830/7' });
    await atelier.inventory.create({ name: 'Étau d’établi' });
    await atelier.inventory.expectItems(names);
    await garage.inventory.expectItems([]);
  });

  await test.step('each finds the other on the network, and no address is typed', async () => {
    await meet(atelier, garage);
    await expect(
      atelier.sync.section('discovered').getByRole('heading', { name: garage.name }),
    ).toBeVisible();
    await atelier.sync.expectStatus(garage.name, 'online');
    await garage.sync.expectStatus(atelier.name, 'online');
    await expect(atelier.sync.syncButton(garage.name)).toHaveCount(0);
  });

  await test.step('nothing is exchanged before the other side approves, and the page says why', async () => {
    await approve(atelier, garage);
    await expect(garage.sync.section('requests').getByRole('heading', { name: atelier.name })).toBeVisible();
    atelier.watch.expectRefusal(502);
    await atelier.sync.startSync(garage.name);
    const said = words.say('sync.waitingApproval', { name: garage.name });
    await expect(atelier.sync.card(garage.name)).toContainText(said);
    await garage.inventory.open();
    await garage.inventory.expectItems([]);
  });

  await test.step('approved on both sides, a synchronisation brings the items over', async () => {
    await garage.sync.open();
    await approve(garage, atelier);
    await atelier.sync.synchronise(garage.name, { received: 0, sent: 3 });
    await garage.inventory.open();
    await garage.inventory.expectItems(names);
    const panel = await garage.inventory.openItem(drill.name);
    for (const field of ['category', 'brand'] as const) {
      await expect(garage.inventory.fact(panel, field)).toHaveText(drill[field]);
    }
    await expect(panel).toContainText(drill.notes);
    await garage.inventory.closePanel(drill.name);
  });

  await test.step('an edit made there comes back with the next synchronisation', async () => {
    await garage.inventory.edit(drill.name, { brand: 'Makita' });
    await atelier.sync.synchronise(garage.name, { received: 1, sent: 0 });
    await atelier.inventory.open();
    await expect(atelier.inventory.row(drill.name)).toContainText('Makita');
  });

  await test.step('the later of two edits of one field wins on both sides; the other value is kept', async () => {
    await atelier.inventory.edit(drill.name, { model: 'GSB 13' });
    await garage.inventory.edit(drill.name, { model: 'HP1631' });
    await garage.inventory.edit('Machine à coudre', { model: '830 Record' });
    await atelier.inventory.edit('Machine à coudre', { model: '830 Matic' });
    await atelier.sync.open();
    await atelier.sync.synchronise(garage.name, { received: 2, sent: 2 });
    await expect(atelier.sync.card(garage.name)).toContainText(
      words.say('sync.history.conflicts', { count: 2 }),
    );

    for (const { inventory } of [atelier, garage]) {
      await inventory.open();
      for (const [name, winner, loser, by] of [
        [drill.name, 'HP1631', 'GSB 13', atelier.name],
        ['Machine à coudre', '830 Matic', '830 Record', garage.name],
      ] as const) {
        const panel = await inventory.openItem(name);
        await expect(inventory.fact(panel, 'model')).toHaveText(winner);
        const versions = inventory.versions(panel);
        await expect(versions).toHaveCount(2);
        await expect(versions.filter({ hasText: winner })).toContainText(words.say('conflicts.holds'));
        await expect(versions.filter({ hasText: loser })).toContainText(by);
        await inventory.closePanel(name);
      }
    }
  });

  await test.step('a synchronisation with nothing to do says so', async () => {
    await garage.sync.open();
    await garage.sync.synchronise(atelier.name, { received: 0, sent: 0 });
  });

  await test.step('no item is there twice', async () => {
    for (const { inventory } of [atelier, garage]) {
      await inventory.open();
      await inventory.expectItems(names);
    }
  });

  await test.step('the history is exact on both sides, one the mirror of the other', async () => {
    const ok = { outcome: 'succeeded', conflicts: 0 } as const;
    const inAtelier = { with: garage.name, startedBy: 'us' } as const;
    const inGarage = { with: atelier.name, startedBy: 'them' } as const;
    await atelier.sync.open();
    await expect(atelier.sync.history.last()).toContainText(words.say('sync.error.peer_refused'));
    await atelier.sync.expectHistory([
      { ...ok, ...inAtelier, startedBy: 'them', received: 0, sent: 0 },
      { ...ok, ...inAtelier, received: 2, sent: 2, conflicts: 2 },
      { ...ok, ...inAtelier, received: 1, sent: 0 },
      { ...ok, ...inAtelier, received: 0, sent: 3 },
      { ...ok, ...inAtelier, outcome: 'failed', received: 0, sent: 0 },
    ]);
    await garage.sync.open();
    // It turned the first attempt away: no session began there.
    await garage.sync.expectHistory([
      { ...ok, ...inGarage, startedBy: 'us', received: 0, sent: 0 },
      { ...ok, ...inGarage, received: 2, sent: 2, conflicts: 2 },
      { ...ok, ...inGarage, received: 0, sent: 1 },
      { ...ok, ...inGarage, received: 3, sent: 0 },
    ]);
  });
});
