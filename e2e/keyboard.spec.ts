import { expect, type Instance, test } from './support/brique-test.js';
import { pressWithKeyboard, tabTo } from './support/keyboard.js';
import { meet } from './support/pairing.js';

test('the main actions are reached without a mouse', async ({ atelier, garage }) => {
  const { page, inventory, sync } = atelier;

  await test.step('the first stop skips the navigation', async () => {
    await expect(inventory.heading()).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('main')).toBeFocused();
  });

  await test.step('an item is added', async () => {
    await pressWithKeyboard(page, page.getByRole('link', { name: 'New item' }));
    const form = inventory.dialog('New item');
    await expect(form.getByLabel('Name')).toBeFocused();
    await page.keyboard.type('Rabot');
    await tabTo(page, form.getByLabel('Brand'));
    await page.keyboard.type('Stanley');
    await pressWithKeyboard(page, form.getByRole('button', { name: 'Add to the inventory' }));
    await expect(inventory.row('Rabot')).toContainText('Stanley');
  });

  await test.step('a second one by its key; it is searched for and opened', async () => {
    await page.keyboard.press('n');
    await expect(inventory.dialog('New item').getByLabel('Name')).toBeFocused();
    await page.keyboard.type('Scie');
    await page.keyboard.press('Enter');
    await inventory.expectItems(['Rabot', 'Scie']);
    await page.keyboard.press('/');
    await expect(inventory.searchField).toBeFocused();
    await page.keyboard.type('rab');
    await inventory.expectCount(1, 'inventory.found');
    await tabTo(page, inventory.row('Rabot'));
    await page.keyboard.press('Enter');
    await expect(inventory.dialog('Rabot')).toBeVisible();
  });

  await test.step('it is changed, and Escape goes back to the list', async () => {
    await pressWithKeyboard(page, inventory.dialog('Rabot').getByRole('link', { name: 'Edit' }));
    const form = inventory.dialog('Edit “Rabot”');
    await tabTo(page, form.getByLabel('Model'));
    await page.keyboard.type('No 4');
    await page.keyboard.press('Enter');
    await expect(form).toBeHidden();
    await expect(inventory.fact(inventory.dialog('Rabot'), 'model')).toHaveText('No 4');
    await page.keyboard.press('Escape');
    await expect(inventory.dialog('Rabot')).toBeHidden();
    await expect(inventory.row('Rabot')).toBeFocused();
  });

  await test.step('it is deleted, and that is taken back', async () => {
    await page.keyboard.press('Enter');
    await pressWithKeyboard(page, inventory.dialog('Rabot').getByRole('button', { name: 'Delete' }));
    await expect(inventory.rows).toHaveCount(0);
    await page.keyboard.press('Control+z');
    await expect(inventory.row('Rabot')).toContainText('No 4');
    await page.keyboard.press('/');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Backspace');
    await inventory.expectItems(['Rabot', 'Scie']);
  });

  await test.step('instances are approved and synchronised', async () => {
    await meet(atelier, garage);
    await approveByKeyboard(atelier, garage);
    await approveByKeyboard(garage, atelier);
    await pressWithKeyboard(page, sync.syncButton(garage.name));
    await expect(sync.card(garage.name)).toContainText(sync.outcome({ received: 0, sent: 2 }));
  });
});

async function approveByKeyboard({ page, sync }: Instance, { name }: Instance): Promise<void> {
  const ask = sync.card(name).getByRole('button', { name: `Approve ${name}` });
  await pressWithKeyboard(page, ask);
  const question = page.getByRole('dialog', { name: `Approve ${name}?` });
  // A hasty Enter approves nobody.
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await pressWithKeyboard(page, question.getByRole('button', { name: 'Approve', exact: true }));
  await expect(sync.syncButton(name)).toBeVisible();
}
