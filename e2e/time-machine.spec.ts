import { expect, test } from './support/brique-test.js';
import { pair } from './support/pairing.js';

test('an earlier state of an item is restored, and a session is rolled back on both sides', async ({
  atelier,
  garage,
}) => {
  const name = 'Tour à bois';
  await atelier.inventory.create({ name, notes: 'Courroie usée' });
  await pair(atelier, garage);
  await atelier.sync.synchronise(garage.name, { received: 0, sent: 1 });
  await garage.inventory.open();
  await garage.inventory.edit(name, { notes: 'Courroie neuve' });
  await garage.inventory.create({ name: 'Mixeur' });
  await atelier.sync.open();
  await atelier.sync.synchronise(garage.name, { received: 2, sent: 0 });

  await test.step('the session tells what it changed, and goes back as a whole', async () => {
    const { page } = atelier;
    const session = page.getByTestId('history-item').first();
    await session.getByRole('button', { name: 'What it changed here' }).click();
    await expect(session.getByText('Notes: Courroie usée → Courroie neuve')).toBeVisible();
    await expect(session.getByText('was added')).toBeVisible();
    await page.screenshot({ path: test.info().outputPath('session.png') });
    await session.getByRole('button', { name: 'Roll back this session' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText('1 item goes back to what it was before.')).toBeVisible();
    await expect(dialog.getByText('1 item that it added goes to the trash.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Roll back this session' }).click();
    await expect(page.getByText('2 items rolled back.')).toBeVisible();
    await atelier.sync.synchronise(garage.name, { received: 0, sent: 2 });
    await garage.inventory.open();
    await garage.inventory.expectItems([name]);
  });

  await test.step('the item’s history leads back, and the way back can be undone', async () => {
    const { page } = garage;
    await page.getByRole('link', { name }).first().click();
    const history = page.getByRole('region', { name: 'History' });
    await expect(history.getByText('Courroie neuve')).toHaveCount(2);
    await page.screenshot({ path: test.info().outputPath('item.png') });
    await history.getByRole('button', { name: 'Back to before this' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Go back to how it was before?' });
    await expect(dialog.getByText('Courroie neuve')).toBeVisible();
    await dialog.getByRole('button', { name: 'Restore this state' }).click();
    await expect(page.getByText('The item is as it was before.')).toBeVisible();
    await expect(history.getByText('Courroie neuve')).toHaveCount(3);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(history.getByText('Courroie neuve')).toHaveCount(4);
  });
});
