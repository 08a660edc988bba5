import { expect, test } from './support/brique-test.js';
import { HomePage } from './support/home-page.js';

test.use({ discovery: false });

/** Of the sample items. */
const SAMPLES = {
  en: { electronics: 'Electronics', toaster: 'Toaster' },
  fr: { electronics: 'Électronique', toaster: 'Grille-pain' },
};

for (const language of ['en', 'fr'] as const) {
  const samples = SAMPLES[language];

  test.describe(language === 'en' ? 'in English' : 'in French', () => {
    test.use({ language, locale: language });

    test('from the first start to a filled dashboard, whose figures lead to their items', async ({
      start,
    }) => {
      const { page, inventory, words } = await start('Atelier');
      const home = new HomePage(page, words);
      await home.open();

      await test.step('a name; without one it does not go on', async () => {
        await expect(home.step('name')).toBeVisible();
        const field = page.getByLabel(words.say('settings.name'));
        await field.fill(' ');
        await home.goOn();
        await expect(page.getByText(words.say('settings.nameRequired'))).toBeVisible();
        await field.fill('Remise');
        await home.goOn();
        await expect(home.step('items')).toBeFocused();
        await expect(page.getByTestId('instance-name')).toHaveText('Remise');
      });

      await test.step('sample items; the steps go on where they were left', async () => {
        await page.getByRole('button', { name: words.say('samples.load') }).click();
        await expect(page.getByText(words.say('firstStart.items.there', { count: 25 }))).toBeVisible();
        await page.reload();
        await expect(home.step('items')).toBeVisible();
        await expect(page.getByText(words.say('firstStart.items.there', { count: 25 }))).toBeVisible();
        await home.goOn();
      });

      await test.step('another instance can wait', async () => {
        await expect(home.step('connect')).toBeVisible();
        await home.goOn('finish');
        await home.expectSign('Remise', 25);
      });

      await test.step('figures lead to their items, and the address says so', async () => {
        const categories = home.panel('dashboard.categories.title');
        await expect(categories.locator('svg rect[fill^="url"]').first()).toBeVisible();
        await categories.getByRole('link', { name: `${samples.electronics} 4` }).click();
        await expect(page).toHaveURL(`/inventory?category=${encodeURIComponent(samples.electronics)}`);
        await inventory.expectCount(4, 'inventory.found');
        await page.goBack();
        await page.getByTestId('health-incomplete').click();
        await expect(page).toHaveURL(/\/inventory\?health=incomplete$/);
        await inventory.expectCount(25, 'inventory.found');
      });

      await test.step('what is done elsewhere shows by itself', async () => {
        await inventory.create({ name: 'Box of screws' });
        await home.open();
        await home.expectSign('Remise', 26);
        const recent = home.panel('dashboard.recent.title');
        await expect(recent.getByRole('listitem').first()).toContainText('Box of screws');
      });

      await test.step('the samples go in one click, but for the one that was changed', async () => {
        await inventory.open();
        await inventory.search(samples.toaster);
        await inventory.edit(samples.toaster, { notes: 'Ours has four slots' });
        await home.open();
        await page.getByRole('button', { name: words.say('samples.remove'), exact: true }).click();
        await expect(page.getByText(words.say('samples.removed', { count: 24 }))).toBeVisible();
        await home.expectSign('Remise', 2);
        await home
          .panel('dashboard.categories.title')
          .getByRole('link', { name: `${words.say('inventory.noCategory')} 1` })
          .click();
        await inventory.expectCount(1, 'inventory.found');
      });

      await test.step('the first start never comes back', async () => {
        await home.open();
        await page.reload();
        await home.expectSign('Remise', 2);
        await expect(home.step('name')).toHaveCount(0);
      });
    });
  });
}

test('in French: the first start is skipped, and an empty place says what to do', async ({ start }) => {
  const { page } = await start('Atelier');
  await page.getByRole('button', { name: 'FR, Français' }).click();
  await page.getByRole('link', { name: 'Accueil' }).click();
  await expect(page.getByRole('heading', { name: 'Bienvenue. Posons les premières briques.' })).toBeVisible();
  await page.getByRole('button', { name: 'Passer ces étapes' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Atelier' })).toBeVisible();
  await expect(page.getByText('Rien ne vous attend.')).toBeVisible();
  await page.getByRole('button', { name: 'Charger des exemples' }).click();
  await expect(page.getByTestId('total')).toHaveText('25 objets suivis ici');
  await page
    .getByRole('region', { name: 'Ce qu’il y a' })
    .getByRole('link', { name: 'Électronique 4' })
    .click();
  await expect(page.getByRole('status').filter({ hasText: '4 objets trouvés' })).toBeVisible();
});
