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

  await test.step('it is opened, and Escape goes back to it', async () => {
    await pressWithKeyboard(page, inventory.row('Rabot'));
    await expect(inventory.dialog('Rabot')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(inventory.dialog('Rabot')).toBeHidden();
  });

  await test.step('instances are approved and synchronised', async () => {
    await meet(atelier, garage);
    await approveByKeyboard(atelier, garage);
    await approveByKeyboard(garage, atelier);
    await pressWithKeyboard(page, sync.syncButton(garage.name));
    await expect(sync.card(garage.name)).toContainText(sync.outcome({ received: 0, sent: 1 }));
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
