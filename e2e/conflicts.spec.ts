import { expect, type Instance, test } from './support/brique-test.js';
import { ConflictsPage } from './support/conflicts-page.js';
import { inConflict, receive } from './support/filled-items.js';
import { approve, meet, pair } from './support/pairing.js';

const SAW = 'Scie sauteuse';
const PLANE = 'Rabot';
const VICE = 'Étau';

/** What the open panel of an item says of a field, once opened from the list. */
async function expectFact(
  { inventory }: Instance,
  item: string,
  field: 'model' | 'serialNumber' | 'notes',
  value: string,
) {
  const panel = await inventory.openItem(item);
  if (field === 'notes') await expect(panel.getByRole('definition').getByText(value)).toBeVisible();
  else await expect(inventory.fact(panel, field)).toHaveText(value);
  await expect(inventory.versions(panel)).toHaveCount(0);
  await inventory.closePanel(item);
}

const WIDTH = 'Largeur';

/** Writes notes, and a number under a name of one's own that the item has not had. */
async function describePlane({ page, inventory, words }: Instance, notes: string, width: string) {
  const panel = await inventory.openItem(PLANE);
  await panel.getByRole('link', { name: words.say('detail.edit') }).click();
  const form = inventory.dialog(words.say('form.editTitle', { name: PLANE }));
  await form.getByLabel(words.say('item.notes')).fill(notes);
  await form.getByRole('button', { name: words.say('form.own.add') }).click();
  await page.keyboard.type(WIDTH);
  const field = form.getByRole('group', { name: WIDTH });
  await field.getByLabel(words.say('form.own.type')).selectOption(words.say('form.ownType.number'));
  await field.getByLabel(words.say('form.own.value')).fill(width);
  // A message about what was done before may lie over the button for a while.
  await page.keyboard.press('Enter');
  await expect(form).toBeHidden();
  await inventory.closePanel(PLANE);
}

async function expectOwn({ inventory }: Instance, item: string, name: string, value: string) {
  const panel = await inventory.openItem(item);
  await expect(inventory.own(panel, name)).toHaveText(value);
  await inventory.closePanel(item);
}

test('what two changed at once is decided with a click, with words of one’s own, and taken back', async ({
  atelier,
  garage,
}) => {
  const { page, words, inventory, sync } = atelier;
  const say = (key: string, values = {}) => words.say(`conflicts.${key}`, values);
  const conflicts = new ConflictsPage(page, words);
  const [model, notes] = [words.say('item.model'), words.say('item.notes')];
  for (const name of [SAW, PLANE, VICE]) await inventory.create({ name });
  await pair(atelier, garage);
  await sync.synchronise(garage.name, { received: 0, sent: 3 });

  await inventory.open();
  const apart = (own: string) => ({ brand: own, category: own, serialNumber: own, notes: own });
  await inventory.delete(VICE);
  await describePlane(atelier, 'Fer affûté', '45');
  await inventory.edit(SAW, { model: 'GST 18', purchaseDate: '2024-01-31', ...apart('Atelier') });
  await garage.inventory.open();
  await garage.inventory.edit(SAW, { model: 'GST 18V', purchaseDate: '2024-02-01', ...apart('Garage') });
  await garage.inventory.edit(VICE, { model: 'Heuer' });
  await describePlane(garage, 'Semelle cirée', '48');
  await sync.open();
  await sync.synchronise(garage.name, { received: 3, sent: 3 });

  await test.step('each item is there with both versions, and who wrote them', async () => {
    await conflicts.open(3);
    const saw = conflicts.conflict(SAW, model);
    await expect(saw).toContainText(`${say('before')}${say('empty')}`);
    await expect(conflicts.version(saw, 'GST 18')).toContainText(atelier.name);
    await expect(conflicts.version(saw, 'GST 18V')).toContainText(garage.name);
    await expect(conflicts.conflict(VICE, say('presence'))).toContainText(garage.name);
    const width = conflicts.conflict(PLANE, WIDTH);
    await expect(width).toContainText(`${say('before')}${say('notThere')}`);
    await expect(conflicts.version(width, '45')).toContainText(atelier.name);
    await expect(conflicts.version(width, '48')).toContainText(garage.name);
  });

  await test.step('one is kept, with the keyboard alone, and the focus goes on', async () => {
    const saw = conflicts.conflict(SAW, model);
    await conflicts.version(saw, 'GST 18V').getByRole('button').focus();
    await page.keyboard.press('Enter');
    await expect(saw).toBeHidden();
    await expect(page.locator('[data-testid=conflict]:focus')).toHaveCount(1);
  });

  await test.step('what is being typed stays when another decides meanwhile, and the page says so', async () => {
    const plane = conflicts.conflict(PLANE, notes);
    const field = await conflicts.write(plane, notes);
    await field.fill('x'.repeat(10_001));
    await plane.getByRole('button', { name: say('thirdSave') }).click();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await field.fill('Fer affûté, semelle cirée');
    const there = new ConflictsPage(garage.page, words);
    await there.open(3);
    await there.keep(there.conflict(PLANE, notes), 'Semelle cirée');
    await garage.sync.open();
    await garage.sync.synchronise(atelier.name, { received: 1, sent: 1 });
    await expect(plane).toContainText(say('elsewhereTyped'));
    await expect(field).toHaveValue('Fer affûté, semelle cirée');
    await plane.getByRole('button', { name: say('thirdSaveAnyway') }).click();
    await expect(plane.getByTestId('decided-elsewhere')).toBeVisible();
  });

  await test.step('a third number is typed for a field of one’s own; what is none is said beside it', async () => {
    const plane = conflicts.conflict(PLANE, WIDTH);
    const field = await conflicts.write(plane, WIDTH);
    await field.fill('large');
    await plane.getByRole('button', { name: say('thirdSave') }).click();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await field.fill('46,5');
    await plane.getByRole('button', { name: say('thirdSave') }).click();
    await expect(plane).toBeHidden();
  });

  await test.step('what holds is kept everywhere at once, and all of it taken back', async () => {
    await conflicts.keepAll(6);
    await expect(conflicts.conflicts).toHaveCount(0);
    await conflicts.undo(say('settledMany', { count: 6 }));
    await expect(conflicts.conflicts).toHaveCount(6);
    await expect(conflicts.version(conflicts.conflict(SAW, notes), 'Atelier')).toBeVisible();
  });

  await test.step('put in the trash, taken back, kept; what holds in all others: then nothing is left', async () => {
    const vice = conflicts.conflict(VICE, say('presence'));
    await conflicts.answer(vice, 'trashItem');
    await conflicts.undo(say('inTheTrash', { name: VICE }));
    await conflicts.answer(vice, 'keepItem');
    await conflicts.keepAll(5);
    await expect(page.getByRole('heading', { name: say('emptyTitle') })).toBeVisible();
  });

  await test.step('one synchronisation, and both are alike without anything left to decide', async () => {
    await sync.open();
    await sync.synchronise(garage.name, { received: 0, sent: 3 });
    for (const each of [atelier, garage]) {
      await each.inventory.open();
      await each.inventory.expectItems([SAW, PLANE, VICE]);
      await expectFact(each, SAW, 'model', 'GST 18V');
      await expectFact(each, SAW, 'serialNumber', 'Garage');
      await expectFact(each, PLANE, 'notes', 'Fer affûté, semelle cirée');
      await expectOwn(each, PLANE, WIDTH, '46.5');
      await expectFact(each, VICE, 'model', 'Heuer');
      await new ConflictsPage(each.page, each.words).expectNone();
    }
  });
});

test.describe('between three', () => {
  test.use({ language: 'fr', locale: 'fr' });

  test('three versions, and two choices made at once, end in one', async ({ atelier, garage, start }) => {
    const cave = await start(`Cave-${atelier.name.slice(-6)}`);
    const { words } = atelier;
    const field = words.say('item.model');
    const pages = [atelier, garage, cave].map(({ page }) => new ConflictsPage(page, words));
    const [inAtelier, inGarage, inCave] = pages as [ConflictsPage, ConflictsPage, ConflictsPage];
    const synchronise = async (others: readonly Instance[]) => {
      await atelier.sync.open();
      for (const { name } of others) {
        await atelier.sync.finishSync(name);
        await expect(atelier.sync.card(name)).toContainText(words.say('sync.identical'));
      }
    };
    await atelier.inventory.create({ name: SAW });
    await pair(atelier, garage);
    await meet(atelier, cave);
    await approve(atelier, cave);
    await approve(cave, atelier);
    await synchronise([garage, cave]);
    for (const each of [atelier, garage, cave]) {
      await each.inventory.open();
      await each.inventory.edit(SAW, { model: `Modèle de ${each.name}` });
    }

    await synchronise([garage, cave, garage]);
    await test.step('all three see all three', async () => {
      for (const each of pages) {
        await each.open(1);
        await expect(each.conflict(SAW, field).getByTestId('version')).toHaveCount(3);
      }
    });

    await test.step('two choose differently before they hear of each other: both choices stand there', async () => {
      await inGarage.keep(inGarage.conflict(SAW, field), `Modèle de ${garage.name}`);
      await inCave.keep(inCave.conflict(SAW, field), `Modèle de ${cave.name}`);
      await synchronise([garage, cave, garage]);
      await inAtelier.open(1);
      const open = inAtelier.conflict(SAW, field);
      await expect(open.getByTestId('version')).toHaveCount(2);
    });

    await test.step('a choice made elsewhere is told where the page is open', async () => {
      await inGarage.open(1);
      await inAtelier.keep(inAtelier.conflict(SAW, field), `Modèle de ${cave.name}`);
      await synchronise([garage, cave]);
      await expect(inGarage.conflicts).toHaveCount(0);
      await expect(
        garage.page.getByRole('heading', { name: words.say('conflicts.emptyTitle') }),
      ).toBeVisible();
    });

    await test.step('and all are alike', async () => {
      for (const each of [atelier, garage, cave]) {
        await each.inventory.open();
        await expectFact(each, SAW, 'model', `Modèle de ${cave.name}`);
        await new ConflictsPage(each.page, words).expectNone();
      }
    });
  });
});

test.describe('what a peer filled with versions', () => {
  test.use({ discovery: false });

  test('is shown in part; the whole of it is a click away, and what is chosen is the whole', async ({
    start,
  }) => {
    const { page, brique, words, inventory } = await start('Atelier');
    const say = (key: string, values = {}) => words.say(`conflicts.${key}`, values);
    const conflicts = new ConflictsPage(page, words);
    const text = (end: number) => `${'Huile changée, courroie retendue. '.repeat(200)}Fin ${end}.`;
    const journal = Array.from({ length: 26 }, (_, n) => ({ type: 'text', value: text(n) }));
    const others = Array.from({ length: 25 }, (_, n) => [`x:Relevé ${n}`, ['1', '2']] as const);
    // Beside others, which share the page.
    const small = Array.from({ length: 20 }, (_, n) => inConflict(`Clé ${n}`, { notes: ['a', 'b'] }));
    const full = inConflict(SAW, { 'x:Journal': journal, ...Object.fromEntries(others) });
    await receive(brique.url, [...small, full]);
    const saw = conflicts.conflict(SAW, 'Journal');

    await test.step('the first versions by their beginnings, the first fields, and how many more there are', async () => {
      await conflicts.open(21);
      await expect(saw.getByTestId('version')).toHaveCount(8);
      await expect(saw.getByText(say('beginning', { count: text(0).length }))).toHaveCount(8);
      await expect(saw).not.toContainText('Fin');
      await page.getByRole('link', { name: say('moreFields', { count: 6 }) }).click();
      const panel = inventory.dialog(SAW);
      await expect(panel.getByRole('group', { name: 'Relevé 24' })).toBeVisible();
      await page.goBack();
    });

    await test.step('a version of one’s own begins with the whole text', async () => {
      const field = await conflicts.write(saw, 'Journal');
      await expect(field).toHaveValue(text(0));
      await saw.getByRole('button', { name: words.say('common.cancel') }).click();
    });

    await test.step('further versions are shown, and one of them is kept with all of its text', async () => {
      await saw.getByRole('button', { name: say('moreVersions', { count: 18 }) }).click();
      await expect(saw.getByTestId('version')).toHaveCount(26);
      await saw
        .getByTestId('version')
        .filter({ hasText: '25.' })
        .getByRole('button', { name: say('keep') })
        .click();
      await expect(saw).toBeHidden();
      await inventory.open();
      const panel = await inventory.openItem(SAW);
      await expect(inventory.own(panel, 'Journal')).toContainText('Fin 25.');
      await inventory.closePanel(SAW);
    });
  });
});
