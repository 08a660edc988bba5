import { expect, test } from './support/brique-test.js';

test.use({ fixedPorts: true, discovery: false });

test('a stopped server is explained, also to a page that is opened anew, and comes back by itself', async ({
  atelier,
}) => {
  const { page, brique, inventory, watch } = atelier;
  const title = (text: string) => page.getByRole('heading', { name: text });
  await inventory.open();
  await inventory.create({ name: 'Rabot' });
  await page.getByRole('button', { name: 'FR, Français' }).click();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

  await test.step('an open page says so; opened anew, another page says what to do', async () => {
    watch.expectOutage();
    await brique.stop();
    await expect(page.getByText('Brique est arrêtée sur cet ordinateur')).toBeVisible();
    await page.reload();
    await expect(title('Brique est arrêtée')).toBeVisible();
    await expect(page.getByRole('code')).toHaveText('npm start');
    await expect(page).toHaveURL(/\/inventory/);
  });

  await test.step('without a choice it speaks the language of the browser', async () => {
    await page.evaluate(() => localStorage.removeItem('brique-language'));
    await page.reload();
    await expect(title('Brique is stopped')).toBeVisible();
    await expect(page.getByRole('heading')).toHaveCount(1);
  });

  await test.step('started again, the page is back at the same place', async () => {
    await brique.startAgain();
    await expect(inventory.row('Rabot')).toBeVisible({ timeout: 15_000 });
  });
});
