import { writeFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { expectAccessible } from './support/axe.js';
import { expect, type Instance, test } from './support/brique-test.js';
import { ConflictsPage } from './support/conflicts-page.js';
import { HomePage } from './support/home-page.js';
import { ImportDialog } from './support/import-dialog.js';
import { pair } from './support/pairing.js';

/** Opens an address and looks at it once it shows what it is about. */
async function look({ page }: Instance, path: string, shows: (main: Locator) => Locator, what: string) {
  await page.goto(path);
  await expect(shows(page.getByRole('main')).first()).toBeVisible();
  await expectAccessible(page, what);
}

const heading = (main: Locator) => main.getByRole('heading', { level: 1 });

test.describe('axe finds nothing to mend', () => {
  test('from the first start to the settings', async ({ start }) => {
    const atelier = await start('Atelier');
    const { page, inventory, words } = atelier;
    const home = new HomePage(page, words);
    await expect(page.getByRole('heading', { name: words.say('inventory.emptyTitle') })).toBeVisible();
    await expectAccessible(page, 'an empty inventory');

    await home.open();
    await expect(home.step('name')).toBeVisible();
    await expectAccessible(page, 'the first step');
    await home.goOn();
    await page.getByRole('button', { name: words.say('samples.load') }).click();
    await expect(page.getByText(words.say('firstStart.items.there', { count: 25 }))).toBeVisible();
    await expectAccessible(page, 'the second step');
    await home.goOn();
    await expect(home.step('connect')).toBeVisible();
    await expectAccessible(page, 'the third step');
    await home.goOn('finish');
    await expect(
      home.panel('dashboard.categories.title').locator('svg rect[fill^="url"]').first(),
    ).toBeVisible();
    await expectAccessible(page, 'the dashboard');

    await look(atelier, '/settings', heading, 'the settings');
    await expect(page.getByTestId('data-dir')).toBeVisible();
    const row = () => inventory.rows;
    await look(atelier, '/labels?list=true', (main) => main.getByTestId('label'), 'the labels');
    await look(atelier, '/print', (main) => main.getByRole('row'), 'the printed list');
    await look(atelier, '/scan', heading, 'the scanning');
    await look(atelier, '/api/docs', (main) => main.locator('summary'), 'the calls for scripts');
    await page.getByLabel(words.say('apiDocs.search')).fill('POST items');
    await page.locator('#postApiV1Items > summary').click();
    await page.getByRole('link', { name: 'ItemInput' }).click();
    await expect(page.locator('#type-ItemInput')).toHaveAttribute('open');
    await expectAccessible(page, 'a call and a type');
    await look(atelier, '/i/01935b2c-7d1e-7abc-8def-0123456789ab', heading, 'a label of another inventory');
    await look(atelier, '/nowhere', heading, 'an address without a page');
    await look(atelier, '/inventory?view=cards', row, 'the cards');
    await look(
      atelier,
      '/inventory?q=nothing',
      (main) =>
        main.getByRole('heading', { name: words.say('inventory.noMatchTitle', { query: 'nothing' }) }),
      'a search without results',
    );
    await look(atelier, '/inventory', row, 'the list');
  });

  test('in what opens from the inventory', async ({ start }, info) => {
    const { page, inventory, words } = await start('Atelier');
    const say = (key: string, values = {}) => words.say(key, values);
    const list = new ImportDialog(inventory);

    await test.step('the steps of an import', async () => {
      const [wrong, right] = ['wrong.csv', 'right.csv'].map((name) => info.outputPath(name)) as [
        string,
        string,
      ];
      const lines = 'name;category;serial;bought;shelf\nRabot;Bois;R-1;13/01/2024;B2\nScie;Bois;S-1;';
      await writeFile(wrong, `${lines}never;B3\n`);
      await writeFile(right, `${lines}14/01/2024;B3\n`);
      await page.getByRole('button', { name: say('inventory.import') }).click();
      await expect(list.text('choose')).toBeVisible();
      await expectAccessible(page, 'an import without a file');
      await page.keyboard.press('Escape');
      await list.open(wrong);
      await expect(list.column('category')).toHaveValue('category');
      await list.keep('shelf');
      await expectAccessible(page, 'the columns of an import');
      await list.click('check');
      await expect(list.text('problems', { count: 1 })).toBeVisible();
      await expectAccessible(page, 'an import with a row to correct');
      await page.keyboard.press('Escape');
      await list.open(right);
      await list.keep('shelf');
      await list.click('check');
      await expect(list.text('ready', { count: 2 })).toBeVisible();
      await expectAccessible(page, 'an import that is ready');
      await list.click('import', { count: 2 });
      await expect(list.text('done', { count: 2 })).toBeVisible();
      await expectAccessible(page, 'an import that is done');
      await list.click('finish');
    });

    await test.step('an item, its form and a new one', async () => {
      const panel = await inventory.openItem('Rabot');
      await expect(inventory.own(panel, 'shelf')).toHaveText('B2');
      await expectAccessible(page, 'an item with an own field and its history');
      await panel.getByRole('link', { name: say('detail.edit') }).click();
      const form = inventory.dialog(say('form.editTitle', { name: 'Rabot' }));
      await form.getByRole('button', { name: say('form.own.add') }).click();
      const name = form.getByRole('textbox', { name: say('item.name'), exact: true });
      await name.fill('');
      await form.getByRole('button', { name: say('form.save') }).click();
      await expect(name).toHaveAttribute('aria-invalid', 'true');
      await expectAccessible(page, 'the form of an item, with a mistake and a field being added');
      await page.keyboard.press('Escape');
      const question = inventory.dialog(say('form.discardTitle'));
      await expect(question).toBeVisible();
      await expectAccessible(page, 'the question before leaving');
      await question.getByRole('button', { name: say('form.discard') }).click();
      await page.goto('/inventory/new');
      await expect(inventory.dialog(say('form.createTitle'))).toBeVisible();
      await expectAccessible(page, 'the form of a new item');
    });

    await test.step('filters, selection, menu and keys', async () => {
      await page.goto('/inventory');
      await page.getByRole('button', { name: say('item.category'), exact: true }).click();
      await expect(page.getByRole('button', { name: /^Bois/ })).toBeVisible();
      await expectAccessible(page, 'a filter');
      await page.keyboard.press('Escape');
      await page.getByRole('checkbox', { name: say('inventory.selection.select', { name: 'Scie' }) }).check();
      const selection = page.getByRole('region', { name: say('inventory.selection.title') });
      await selection.getByRole('button', { name: say('inventory.export') }).click();
      await expect(page.getByRole('menuitem', { name: say('print.menu') })).toBeVisible();
      await expectAccessible(page, 'what a selection is exported as', '[role=menu]');
      await page.keyboard.press('Escape');
      await expectAccessible(page, 'a selection');
      await selection.getByRole('button', { name: say('detail.edit') }).click();
      await expect(inventory.dialog(say('inventory.selection.editTitle', { count: 1 }))).toBeVisible();
      await expectAccessible(page, 'the change of a selection');
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await expect(inventory.dialog(say('inventory.help.title'))).toBeVisible();
      await expectAccessible(page, 'the keys');
      await page.keyboard.press('Escape');
    });

    await test.step('the trash', async () => {
      await inventory.toggleTrash();
      await expect(page.getByRole('heading', { name: say('inventory.trashEmptyTitle') })).toBeVisible();
      await expectAccessible(page, 'an empty trash');
      await inventory.toggleTrash();
      await inventory.delete('Scie');
      await inventory.toggleTrash();
      await inventory.expectItems(['Scie']);
      await expectAccessible(page, 'the trash');
      await page.getByRole('button', { name: say('trash.empty') }).click();
      await expect(inventory.dialog(say('trash.emptyTitle', { count: 1 }))).toBeVisible();
      await expectAccessible(page, 'the question before deleting for good');
    });
  });

  test('in the synchronisation', async ({ atelier, garage }) => {
    const { page, words, inventory, sync } = atelier;
    const say = (key: string, values = {}) => words.say(`pairing.${key}`, values);
    await inventory.create({ name: 'Rabot' });
    await sync.open();
    await expectAccessible(page, 'without approved instances');

    await page.getByRole('button', { name: say('invite') }).click();
    const invite = page.getByRole('dialog', { name: say('inviteTitle') });
    await expect(invite.getByTestId('invite-link')).not.toBeEmpty();
    await expectAccessible(page, 'an open invite');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: say('accept') }).click();
    await expect(page.getByRole('dialog', { name: say('acceptTitle') })).toBeVisible();
    await expectAccessible(page, 'the way in by an invite');
    await page.keyboard.press('Escape');

    await pair(atelier, garage);
    await sync.synchronise(garage.name, { received: 0, sent: 1 });
    const grid = page.getByRole('region', { name: say('grid.title') });
    await grid.getByRole('heading', { name: say('grid.title') }).click();
    await grid.getByRole('button', { name: say('grid.make'), exact: true }).click();
    await grid.getByRole('button', { name: say('grid.show'), exact: true }).click();
    await expect(grid.getByTestId('grid-words').getByRole('listitem')).toHaveCount(12);
    await expectAccessible(page, 'with an approved instance, a history and the grid key shown');

    await test.step('two versions, and words of one’s own', async () => {
      const conflicts = new ConflictsPage(page, words);
      const notes = words.say('item.notes');
      for (const each of [atelier, garage]) {
        await each.inventory.open();
        await each.inventory.edit('Rabot', {
          notes: `Fer affûté, semelle à cirer, par ${each.name} en mars`,
        });
      }
      await sync.open();
      await sync.synchronise(garage.name, { received: 1, sent: 1 });
      await conflicts.open(1);
      await conflicts.write(conflicts.conflict('Rabot', notes), notes);
      await expectAccessible(page, 'two versions of a field');
      await inventory.open();
      await inventory.openItem('Rabot');
      await expectAccessible(page, 'an item with two versions');
      await inventory.closePanel('Rabot');
      await conflicts.open(1);
      const open = conflicts.conflict('Rabot', notes);
      await open
        .getByRole('button', { name: words.say('conflicts.keep') })
        .first()
        .click();
      await expect(open).toBeHidden();
      await expectAccessible(page, 'nothing to decide');
      await sync.open();
    });

    await sync
      .card(garage.name)
      .getByRole('button', { name: words.say('sync.revokeName', { name: garage.name }) })
      .click();
    await expect(
      page.getByRole('dialog', { name: words.say('sync.revokeTitle', { name: garage.name }) }),
    ).toBeVisible();
    await expectAccessible(page, 'the question before revoking');
  });
});
