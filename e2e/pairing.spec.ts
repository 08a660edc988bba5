import { expect, type Instance, test } from './support/brique-test.js';
import { openConnection } from './support/open-connection.js';

for (const language of ['en', 'fr'] as const) {
  test.describe(language === 'en' ? 'in English' : 'in French', () => {
    test.use({ language, locale: language });

    test('an invite, shown on one side and pasted on the other, is all it takes', async ({
      atelier,
      garage,
    }) => {
      if (language === 'fr') {
        for (const { page } of [atelier, garage])
          await page.getByRole('button', { name: 'FR, Français' }).click();
      }
      const say = (key: string, values = {}) => atelier.words.say(`pairing.${key}`, values);
      await atelier.inventory.open();
      await atelier.inventory.create({ name: 'Rabot' });
      await atelier.sync.open();
      await garage.sync.open();

      await atelier.page.getByRole('button', { name: say('invite') }).click();
      const shown = atelier.page.getByRole('dialog', { name: say('inviteTitle') });
      const link = (await shown.getByTestId('invite-link').textContent()) ?? '';

      await garage.page.getByRole('button', { name: say('accept') }).click();
      const form = garage.page.getByRole('dialog', { name: say('acceptTitle') });
      const paste = async (text: string) => {
        await form.getByLabel(say('pasteLabel')).fill(text);
        await form.getByRole('button', { name: say('acceptSubmit') }).click();
      };
      await test.step('half an invite is refused in words, and nothing is lost', async () => {
        garage.watch.expectRefusal(422);
        await paste(link.slice(0, 60));
        await expect(form).toContainText(garage.words.say('fieldProblem.not_an_invite'));
        await expect(form.getByLabel(say('pasteLabel'))).toHaveValue(link.slice(0, 60));
      });
      await paste(`Come in!\n${link}`);
      await expect(form).toBeHidden();
      await expect(shown).toContainText(say('usedTitle', { name: garage.name }));
      await shown
        .getByRole('button', { name: atelier.words.say('common.close') })
        .last()
        .click();

      await expect(atelier.sync.syncButton(garage.name)).toBeVisible();
      await garage.sync.synchronise(atelier.name, { received: 1, sent: 0 });
      await garage.inventory.open();
      await garage.inventory.expectItems(['Rabot']);
    });
  });
}

test.describe('by a grid key', () => {
  test.use({ fixedPorts: true });

  test('made on one side and entered on the other, it lets both in without a click; another key puts them out again, if its owner says so', async ({
    atelier,
    garage,
  }) => {
    const card = ({ page, words }: Instance) =>
      page.getByRole('region', { name: words.say('pairing.grid.title') });
    const button = (of: Instance, key: string) =>
      card(of).getByRole('button', { name: of.words.say(`pairing.grid.${key}`), exact: true });
    for (const of of [atelier, garage]) {
      await of.sync.open();
      await card(of)
        .getByRole('heading', { name: of.words.say('pairing.grid.title') })
        .click();
    }

    await test.step('the key is made here, and a weak one is refused there', async () => {
      await button(atelier, 'make').click();
      await button(atelier, 'show').click();
      const words = await card(atelier).getByTestId('grid-words').getByRole('listitem').allInnerTexts();
      expect(words).toHaveLength(12);

      await button(garage, 'type').click();
      const field = card(garage).getByLabel(garage.words.say('pairing.grid.typeLabel'));
      garage.watch.expectRefusal(422);
      await field.fill('brique');
      await button(garage, 'typeSubmit').click();
      await expect(card(garage)).toContainText(garage.words.say('fieldProblem.too_weak'));
      await field.fill(words.join(' '));
      await button(garage, 'typeSubmit').click();

      await expect(atelier.sync.syncButton(garage.name)).toBeVisible({ timeout: 30_000 });
      await expect(garage.sync.syncButton(atelier.name)).toBeVisible({ timeout: 30_000 });
    });

    const question = atelier.page.getByRole('dialog', {
      name: atelier.words.say('pairing.grid.revokeTitle'),
    });
    const answer = async (key: 'keepThem' | 'revoke') => {
      await button(atelier, 'makeAnother').click();
      await expect(question).toContainText(garage.name);
      await question
        .getByRole('button', { name: atelier.words.say(`pairing.grid.${key}`), exact: true })
        .click();
      await expect(question).toBeHidden();
    };
    await test.step('another key is made here: who came by the first may stay', async () => {
      await answer('keepThem');
      await garage.sync.synchronise(atelier.name, { received: 0, sent: 0 });
    });

    await test.step('or is put out: an open connection is cut, and nothing is synchronised any more', async () => {
      const connection = await openConnection(garage, atelier);
      await answer('revoke');
      await expect(atelier.sync.section('revoked').getByRole('heading', { name: garage.name })).toBeVisible();
      await expect.poll(connection.isOpen).toBe(false);
      garage.watch.expectRefusal(502);
      await garage.sync.startSync(atelier.name);
      await expect(garage.sync.card(atelier.name)).toContainText(
        garage.words.say('sync.waitingApproval', { name: atelier.name }),
      );
      // Nor does the key that it still holds let it in again.
      await expect(atelier.sync.syncButton(garage.name)).toHaveCount(0);
    });
  });
});
