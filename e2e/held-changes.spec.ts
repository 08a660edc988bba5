import type { Locator } from '@playwright/test';
import { expectAccessible } from './support/axe.js';
import { expect, type Instance, test } from './support/brique-test.js';
import { HomePage } from './support/home-page.js';
import { pair } from './support/pairing.js';

/** Sample items; more than the brake lets pass. */
const COUNT = 25;

/** All items are there, as the line below the title counts them; a message of an earlier act may say as many. */
async function expectAll({ page, words }: Pick<Instance, 'page' | 'words'>): Promise<void> {
  await expect(page.getByText(words.say('inventory.count', { count: COUNT }), { exact: true })).toBeVisible();
}

/** Selects everything in the inventory and puts it in the trash. */
async function deleteEverything({ inventory, page, words }: Instance): Promise<void> {
  await inventory.open();
  await expectAll({ page, words });
  await inventory.rows.first().focus();
  await page.keyboard.press('x');
  const selection = page.getByRole('region', { name: words.say('inventory.selection.title') });
  await selection
    .getByRole('button', { name: words.say('inventory.selection.all', { count: COUNT }) })
    .click();
  await page.keyboard.press('Delete');
  await expect(inventory.rows).toHaveCount(0);
}

/** What waits at an instance from another one. */
function heldCard({ page }: Instance, from: Instance): Locator {
  return page
    .getByTestId('held-card')
    .filter({ has: page.getByRole('heading', { name: from.name, exact: true }) });
}

/** Decides, and answers the question with yes. @param button the words of both buttons */
async function decide({ page }: Instance, card: Locator, button: string): Promise<void> {
  await card.getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
}

for (const language of ['en', 'fr'] as const) {
  test.describe(language === 'en' ? 'in English' : 'in French', () => {
    test.use({ language, locale: language });

    test('a mass deletion is held on the other side, looked through, rejected so that all comes back, and accepted', async ({
      atelier,
      garage,
    }) => {
      const { words, page } = garage;
      const toaster = language === 'en' ? 'Toaster' : 'Grille-pain';
      const home = new HomePage(atelier.page, words);
      await home.open();
      await home.goOn();
      await atelier.page.getByRole('button', { name: words.say('samples.load') }).click();
      await expect(
        atelier.page.getByText(words.say('firstStart.items.there', { count: COUNT })),
      ).toBeVisible();
      await pair(atelier, garage);
      await atelier.sync.synchronise(garage.name, { received: 0, sent: COUNT });
      await deleteEverything(atelier);
      await atelier.sync.open();
      await atelier.sync.finishSync(garage.name);

      await test.step('both sides say that it waits, and where', async () => {
        const there = atelier.sync.card(garage.name);
        await expect(there).toContainText(words.say('held.outcomeThere', { count: COUNT }));
        await expect(there).toContainText(words.say('held.proofThere', { count: COUNT }));
        const here = garage.sync.card(atelier.name);
        await expect(here).toContainText(words.say('held.proofHere', { count: COUNT }));
        await here
          .getByRole('button', { name: words.say('differences.showName', { name: atelier.name }) })
          .click();
        const list = page.getByRole('list', { name: words.say('differences.list', { name: atelier.name }) });
        await expect(list.getByRole('listitem').first()).toContainText(words.say('differences.reason.held'));
        await expect(garage.sync.history.first()).toContainText(words.say('held.log', { count: COUNT }));
      });

      const card = heldCard(garage, atelier);
      await test.step('item by item: one is rejected alone', async () => {
        await expect(card).toContainText(words.say('held.deletes', { count: COUNT }));
        await card.getByRole('button', { name: words.say('held.showName', { name: atelier.name }) }).click();
        const items = card.getByRole('listitem');
        await expect(items).toHaveCount(20);
        await card.getByRole('button', { name: words.say('held.more') }).click();
        await expect(items).toHaveCount(COUNT);
        await expect(items.filter({ hasText: toaster })).toContainText(words.say('held.kind.delete'));
        await expectAccessible(page, 'what is held back');
        await card.getByRole('checkbox', { name: words.say('held.pick', { name: toaster }) }).check();
        await page.screenshot({ path: test.info().outputPath('held.png') });
        await decide(garage, card, words.say('held.rejectSome', { count: 1 }));
        await expect(items).toHaveCount(COUNT - 1);
      });

      await test.step('the rest is rejected, and everything is back where it was deleted', async () => {
        await decide(garage, card, words.say('held.rejectAll'));
        await expect(card).toBeHidden();
        await garage.sync.synchronise(atelier.name, { received: 0, sent: COUNT });
        await atelier.inventory.open();
        await expectAll(atelier);
      });

      await test.step('deleted again, it is noticed on every page, and accepted', async () => {
        await garage.inventory.open();
        await deleteEverything(atelier);
        await atelier.sync.open();
        await atelier.sync.finishSync(garage.name);
        const notice = page
          .getByRole('status')
          .filter({ hasText: words.say('held.notice', { name: atelier.name }) });
        await notice.getByRole('button', { name: words.say('held.look') }).click();
        const place = new HomePage(page, words);
        await place.open();
        const ticket = words.say('dashboard.attention.held', { name: atelier.name });
        await page.getByRole('link', { name: ticket }).click();
        await decide(garage, card, words.say('held.acceptAll'));
        await expect(card).toBeHidden();
        await garage.sync.synchronise(atelier.name, { received: 0, sent: 0 });
        await garage.inventory.open();
        await garage.inventory.expectCount(0);
      });
    });
  });
}
