import { expect, test } from './support/brique-test.js';
import { pair } from './support/pairing.js';

test('a deletion travels to the other side, and its restore travels back', async ({ atelier, garage }) => {
  await atelier.inventory.create({ name: 'Mixeur' });
  await atelier.inventory.create({ name: 'Grille-pain' });
  await pair(atelier, garage);
  await atelier.sync.synchronise(garage.name, { received: 0, sent: 2 });

  await test.step('deleted in one, gone in the other, where it waits in the trash', async () => {
    await atelier.inventory.open();
    await atelier.inventory.delete('Mixeur');
    await atelier.inventory.expectItems(['Grille-pain']);
    await atelier.sync.open();
    await atelier.sync.synchronise(garage.name, { received: 0, sent: 1 });
    await garage.inventory.open();
    await garage.inventory.expectItems(['Grille-pain']);
    await garage.inventory.toggleTrash();
    await garage.inventory.expectCount(1, 'inventory.inTrash');
  });

  await test.step('restored there, back here', async () => {
    await garage.inventory.restore('Mixeur');
    await garage.inventory.expectCount(0, 'inventory.inTrash');
    await garage.inventory.toggleTrash();
    await garage.inventory.expectItems(['Grille-pain', 'Mixeur']);
    await garage.sync.open();
    await garage.sync.synchronise(atelier.name, { received: 0, sent: 1 });
    await atelier.inventory.open();
    await atelier.inventory.expectItems(['Grille-pain', 'Mixeur']);
  });

  await test.step('deleted and taken back at once, it stays on both sides', async () => {
    await atelier.inventory.delete('Grille-pain');
    await atelier.inventory.expectItems(['Mixeur']);
    await atelier.inventory.undo('Grille-pain');
    await atelier.inventory.expectItems(['Grille-pain', 'Mixeur']);
    await atelier.sync.open();
    await atelier.sync.synchronise(garage.name, { received: 0, sent: 1 });
    await garage.inventory.open();
    await garage.inventory.expectItems(['Grille-pain', 'Mixeur']);
  });
});

test('edits of different fields of one item on both sides both survive', async ({ atelier, garage }) => {
  const name = 'Tour à bois';
  await atelier.inventory.create({ name, brand: 'Kity' });
  await pair(atelier, garage);
  await atelier.sync.synchronise(garage.name, { received: 0, sent: 1 });

  await atelier.inventory.open();
  await atelier.inventory.edit(name, { brand: 'Kity 664', category: 'Machines' });
  await garage.inventory.open();
  await garage.inventory.edit(name, {
    model: 'TAB 664',
    notes: 'Courroie neuve',
    purchaseDate: '1998-05-02',
  });
  await atelier.sync.open();
  await atelier.sync.synchronise(garage.name, { received: 1, sent: 1 });
  await expect(atelier.sync.card(garage.name)).not.toContainText('conflict');

  for (const { inventory } of [atelier, garage]) {
    await inventory.open();
    await inventory.expectItems([name]);
    const panel = await inventory.openItem(name);
    await expect(inventory.fact(panel, 'brand')).toHaveText('Kity 664');
    await expect(inventory.fact(panel, 'category')).toHaveText('Machines');
    await expect(inventory.fact(panel, 'model')).toHaveText('TAB 664');
    await expect(inventory.fact(panel, 'purchaseDate')).toHaveText('2 May 1998');
    await expect(panel).toContainText('Courroie neuve');
    await expect(inventory.versions(panel)).toHaveCount(0);
    await inventory.closePanel(name);
  }
});
