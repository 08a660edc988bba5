import { expect, test } from './support/brique-test.js';
import { expectClear, SIZES } from './support/messages.js';

test.use({ discovery: false });

for (const language of ['en', 'fr'] as const) {
  test.describe(language === 'en' ? 'in English' : 'in French', () => {
    test.use({ language, locale: language });

    test('an item begun, left, taken up again; sorted; deleted and taken back', async ({ start }) => {
      const { page, inventory, words } = await start('Atelier');
      const say = (key: string, values = {}) => words.say(key, values);
      const form = inventory.dialog(say('form.createTitle'));
      const name = form.getByRole('textbox', { name: say('item.name'), exact: true });
      await inventory.create({ name: 'Saw', category: 'Woodworking' });
      await inventory.create({ name: 'Anvil', category: 'Metalworking' });

      await test.step('without a name it is refused beside the field, and a category is offered from what is there', async () => {
        await page.getByRole('link', { name: say('inventory.new') }).click();
        await form.getByLabel(say('item.category')).focus();
        await form.getByRole('button', { name: say('form.create') }).click();
        await expect(name).toHaveAccessibleDescription(new RegExp(say('fieldProblem.required')));
        await expect(name).toBeFocused();
        await form.getByLabel(say('item.category')).pressSequentially('wood');
        await form.getByRole('option', { name: 'Woodworking' }).click();
        await name.fill('Plane');
        await expect(form.getByText(say('fieldProblem.required'))).toHaveCount(0);
      });

      await test.step('left by a reload, it is offered again with all that was typed', async () => {
        await page.goto('/inventory');
        await page.getByRole('link', { name: say('inventory.new') }).click();
        await expect(form.getByText(say('form.draftText', { name: 'Plane' }))).toBeVisible();
        await form.getByRole('button', { name: say('form.draftTake') }).click();
        await expect(name).toHaveValue('Plane');
        await expect(form.getByLabel(say('item.category'))).toHaveValue('Woodworking');
        await form.getByRole('button', { name: say('form.create') }).click();
        await expect(form).toBeHidden();
        await inventory.expectItems(['Saw', 'Anvil', 'Plane']);
      });

      await test.step('sorted by name, which the address keeps', async () => {
        await page.getByLabel(say('inventory.sort')).selectOption(say('inventory.sortName'));
        await expect(page).toHaveURL(/[?&]sort=name/);
        await expect(inventory.rows.first()).toContainText('Anvil');
        await page.reload();
        await expect(inventory.rows.first()).toContainText('Anvil');
        await expect(inventory.rows.last()).toContainText('Saw');
      });

      await test.step('deleted, and taken back by the message that says so', async () => {
        await inventory.delete('Anvil');
        await inventory.expectItems(['Plane', 'Saw']);
        await inventory.undo('Anvil');
        await inventory.expectItems(['Anvil', 'Plane', 'Saw']);
      });

      await test.step('one after the other, at a desk and on a telephone: what is told lies over no button', async () => {
        for (const size of SIZES) {
          await page.setViewportSize(size);
          await page.getByRole('link', { name: say('inventory.new') }).click();
          for (const next of ['Rule', 'File'].map((tool) => `${tool} ${size.width}`)) {
            await name.fill(next);
            await form.getByRole('button', { name: say('form.another') }).click();
            const told = page
              .getByRole('status')
              .filter({ hasText: say('inventory.createdToast', { name: next }) });
            await expectClear(
              told,
              form.getByRole('button', {
                name: new RegExp(
                  ['common.cancel', 'form.another', 'form.create'].map((key) => say(key)).join('|'),
                ),
              }),
              words,
            );
          }
          await form.getByRole('button', { name: say('common.cancel') }).click();
          await expect(form).toBeHidden();
        }
      });
    });
  });
}
