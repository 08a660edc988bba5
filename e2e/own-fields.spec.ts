import { expect, test } from './support/brique-test.js';
import { pair } from './support/pairing.js';

for (const language of ['en', 'fr'] as const) {
  test.describe(language === 'en' ? 'in English' : 'in French', () => {
    test.use({ language, locale: language });

    test('own fields: added by click and by key, refused with a reason, changed, removed', async ({
      atelier,
    }) => {
      const { page, inventory, words } = atelier;
      const say = (key: string, values = {}) => words.say(key, values);
      const form = inventory.dialog(say('form.createTitle'));
      // The fields of one's own have names too.
      const itemName = form.getByRole('textbox', { name: say('item.name'), exact: true });
      const addField = form.getByRole('button', { name: say('form.own.add') });

      await test.step('a new item with a text and a link', async () => {
        await page.getByRole('link', { name: say('inventory.new') }).click();
        await itemName.fill('Rabot');
        await form.getByLabel(say('item.category')).fill('Bois');
        await addField.click();
        // The name has the focus, so that one types on.
        await page.keyboard.type('Shelf');
        await form.getByRole('group', { name: 'Shelf' }).getByLabel(say('form.own.value')).fill('B2');
        await addField.click();
        await page.keyboard.type('Parts');
        const parts = form.getByRole('group', { name: 'Parts' });
        await parts.getByLabel(say('form.own.type')).selectOption(say('form.ownType.link'));
        await parts.getByLabel(say('form.own.value')).fill('javascript:alert(1)');
        await form.getByRole('button', { name: say('form.another') }).click();
        await expect(parts.getByText(say('fieldProblem.bad_link'))).toBeVisible();
        await parts.getByLabel(say('form.own.value')).fill('example.org/parts');
        await form.getByRole('button', { name: say('form.another') }).click();
      });

      await test.step('the next one begins with the same category, and names the same field', async () => {
        await expect(itemName).toBeFocused();
        await expect(itemName).toHaveValue('');
        await expect(form.getByLabel(say('item.category'))).toHaveValue('Bois');
        await page.keyboard.type('Scie');
        await addField.click();
        await page.keyboard.type('sh');
        await form.getByRole('option', { name: 'Shelf' }).click();
        await form.getByRole('group', { name: 'Shelf' }).getByLabel(say('form.own.value')).fill('C1');
        await form.getByRole('button', { name: say('form.create') }).click();
        await expect(form).toBeHidden();
      });

      await test.step('both are shown, and the arrow key goes from one to the other', async () => {
        const panel = await inventory.openItem('Scie');
        await expect(inventory.own(panel, 'Shelf')).toHaveText('C1');
        await expect(panel).toContainText(say('detail.missing.manual'));
        await page.keyboard.press('ArrowRight');
        const rabot = inventory.dialog('Rabot');
        await expect(inventory.own(rabot, 'Parts').getByRole('link')).toHaveAttribute(
          'href',
          'https://example.org/parts',
        );
        await expect(page).toHaveTitle(/Rabot/);
        await inventory.closePanel('Rabot');
      });

      await test.step('one is changed, one removed, and the history says so', async () => {
        await edit(inventory, 'Rabot', async (editing) => {
          await editing.getByRole('textbox', { name: 'Shelf' }).fill('D4');
          await editing.getByRole('button', { name: say('form.own.remove', { name: 'Parts' }) }).click();
        });
        const panel = await inventory.openItem('Rabot');
        await expect(inventory.own(panel, 'Shelf')).toHaveText('D4');
        await expect(inventory.own(panel, 'Parts')).toHaveCount(0);
        await expect(panel).toContainText(
          say('detail.did.removed', { what: say('detail.theField', { name: 'Parts' }) }),
        );
        await inventory.closePanel('Rabot');
      });

      await test.step('both get one at once; left empty it goes from both, and comes back', async () => {
        const editAll = async (name: string, value: string) => {
          await inventory.rows.first().focus();
          await page.keyboard.press('Control+a');
          await page
            .getByRole('region', { name: say('inventory.selection.title') })
            .getByRole('button', { name: say('detail.edit') })
            .click();
          const editing = inventory.dialog(say('inventory.selection.editTitle', { count: 2 }));
          await editing.getByRole('button', { name: say('form.own.add') }).click();
          await page.keyboard.type(name);
          await page.keyboard.press('Escape');
          if (value !== '') {
            await editing.getByRole('group', { name }).getByLabel(say('form.own.value')).fill(value);
          }
          await editing
            .getByRole('button', { name: say('inventory.selection.editSubmit', { count: 2 }) })
            .click();
          await expect(editing).toBeHidden();
        };
        const expectOnBoth = async (name: string, value: string | null) => {
          for (const item of ['Rabot', 'Scie']) {
            const panel = await inventory.openItem(item);
            const shown = inventory.own(panel, name);
            if (value === null) await expect(shown).toHaveCount(0);
            else await expect(shown).toHaveText(value);
            await inventory.closePanel(item);
          }
        };
        await editAll('lent_to', 'Léa');
        // As people would write it.
        await expectOnBoth('Lent to', 'Léa');
        await editAll('lent_to', '');
        await expectOnBoth('Lent to', null);
        await page.keyboard.press('Control+z');
        await expectOnBoth('Lent to', 'Léa');
      });
    });
  });
}

test('own fields changed on one side and removed on the other: both see all of it', async ({
  atelier,
  garage,
}) => {
  const { page, inventory, words } = atelier;
  const say = (key: string, values = {}) => words.say(key, values);
  await page.getByRole('link', { name: say('inventory.new') }).click();
  const form = inventory.dialog(say('form.createTitle'));
  await form.getByRole('textbox', { name: say('item.name'), exact: true }).fill('Rabot');
  for (const [name, value] of [
    ['Shelf', 'B2'],
    ['Parts', '12'],
  ] as const) {
    await form.getByRole('button', { name: say('form.own.add') }).click();
    await page.keyboard.type(name);
    await form.getByRole('group', { name }).getByLabel(say('form.own.value')).fill(value);
  }
  await form.getByRole('button', { name: say('form.create') }).click();
  await expect(form).toBeHidden();
  await pair(atelier, garage);
  await atelier.sync.synchronise(garage.name, { received: 0, sent: 1 });

  await inventory.open();
  await edit(inventory, 'Rabot', async (editing) => {
    await editing.getByRole('textbox', { name: 'Shelf' }).fill('D4');
  });
  await garage.inventory.open();
  await edit(garage.inventory, 'Rabot', async (editing) => {
    await editing.getByRole('button', { name: say('form.own.remove', { name: 'Parts' }) }).click();
  });
  await atelier.sync.open();
  await atelier.sync.synchronise(garage.name, { received: 1, sent: 1 });
  for (const side of [atelier, garage]) {
    await side.inventory.open();
    const panel = await side.inventory.openItem('Rabot');
    await expect(side.inventory.own(panel, 'Shelf')).toHaveText('D4');
    await expect(side.inventory.own(panel, 'Parts')).toHaveCount(0);
    await expect(panel).toContainText(
      `${garage.name} ${say('detail.did.removed', { what: say('detail.theField', { name: 'Parts' }) })}`,
    );
    await side.inventory.closePanel('Rabot');
  }
});

type Inventory = import('./support/inventory-page.js').InventoryPage;
type Form = ReturnType<Inventory['dialog']>;

async function edit(inventory: Inventory, name: string, change: (form: Form) => Promise<void>) {
  const panel = await inventory.openItem(name);
  await panel.getByRole('link', { name: inventory.words.say('detail.edit') }).click();
  const form = inventory.dialog(inventory.words.say('form.editTitle', { name }));
  await change(form);
  await form.getByRole('button', { name: inventory.words.say('form.save') }).click();
  await expect(form).toBeHidden();
  await inventory.closePanel(name);
}
