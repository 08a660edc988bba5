import { expect, type Instance, test } from './support/brique-test.js';
import { meet } from './support/pairing.js';
import { Words } from './support/words.js';

test.use({ language: 'fr' });

test('the whole way in French, chosen with the language switch', async ({ atelier, garage }) => {
  const both = [atelier, garage];

  await test.step('the pages begin in the browser’s English, and change at a click', async () => {
    for (const { page } of both) {
      await expect(page.getByRole('heading', { level: 1, name: 'Inventory' })).toBeVisible();
      await expect(page.locator('html')).toHaveAttribute('lang', 'en');
      await page.getByRole('button', { name: 'FR, Français' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Inventaire' })).toBeVisible();
      await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
      await expect(page).toHaveTitle('Inventaire · Brique');
    }
  });

  await test.step('items', async () => {
    const { page, inventory } = atelier;
    await expect(page.getByRole('heading', { name: 'Votre inventaire commence ici' })).toBeVisible();
    await inventory.create({ name: 'Établi', category: 'Mobilier', purchaseDate: '2019-08-21' });
    await expect(page.getByText('« Établi » est dans l’inventaire')).toBeVisible();
    const panel = await inventory.openItem('Établi');
    await expect(inventory.fact(panel, 'purchaseDate')).toHaveText('21 août 2019');
    await expectNoEnglish(atelier);
    await inventory.closePanel('Établi');
  });

  await test.step('approval, its refusal and a synchronisation', async () => {
    await meet(atelier, garage);
    await atelier.sync.approve(garage.name, [await garage.sync.shortId(), await atelier.sync.shortId()]);
    await expect(atelier.page.getByText(`${garage.name} est approuvée`)).toBeVisible();
    atelier.watch.expectRefusal(502);
    await atelier.sync.startSync(garage.name);
    await expect(atelier.sync.card(garage.name)).toContainText('En attente d’approbation de l’autre côté');
    await expectNoEnglish(atelier);
    await expectNoEnglish(garage);
    await garage.sync.approve(atelier.name, [await atelier.sync.shortId(), await garage.sync.shortId()]);
    await atelier.sync.synchronise(garage.name, { received: 0, sent: 1 });
    await expect(atelier.sync.card(garage.name)).toContainText('Les deux inventaires sont identiques.');
    await expect(atelier.sync.history.first()).toContainText('lancée d’ici');
    await expectNoEnglish(atelier);
    await expectNoEnglish(garage);
  });

  await test.step('the choice is remembered', async () => {
    await garage.page.reload();
    await expect(garage.page.getByRole('heading', { level: 1, name: 'Synchronisation' })).toBeVisible();
    await expect(garage.page.locator('html')).toHaveAttribute('lang', 'fr');
    await expect(garage.sync.section('approved')).toBeVisible();
  });
});

/** No text of the English catalogue is left on the page, where French says it otherwise. */
async function expectNoEnglish({ page }: Instance): Promise<void> {
  const french = new Set(new Words('fr').fixedTexts());
  const english = new Words('en').fixedTexts().filter((text) => !french.has(text));
  const shown = (await page.locator('body').allInnerTexts())
    .join('\n')
    .split('\n')
    .map((line) => line.trim());
  expect(english.filter((text) => shown.includes(text))).toEqual([]);
}
