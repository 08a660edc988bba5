import { expect, test } from './support/brique-test.js';

test.use({ fixedPorts: true, discovery: false });

for (const language of ['en', 'fr'] as const) {
  test.describe(language, () => {
    test.use({ language });

    test('a stopped server is explained, also to a page that is opened anew, and comes back by itself', async ({
      atelier,
    }) => {
      const { page, brique, inventory, words, watch } = atelier;
      if (language === 'fr') await page.getByRole('button', { name: 'FR, Français' }).click();
      await inventory.create({ name: 'Rabot' });
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      watch.expectOutage();
      await brique.stop();
      await expect(page.getByText(words.say('shell.stopped'))).toBeVisible();

      await page.reload();
      const title = { en: 'Brique is stopped', fr: 'Brique est arrêté' }[language];
      await expect(page.getByRole('heading', { name: title })).toBeVisible();
      await expect(page.getByRole('code')).toHaveText('npm start');
      await expect(page.getByRole('heading')).toHaveCount(1);

      await brique.startAgain();
      await expect(inventory.row('Rabot')).toBeVisible({ timeout: 15_000 });
    });
  });
}
