import { expect, test } from './support/brique-test.js';

test('an invite to read for a day, taken by a photo of its code: its guest reads, and changes nothing', async ({
  atelier,
  garage,
}, info) => {
  const { page, words } = atelier;
  const say = (key: string, values = {}) => words.say(`pairing.${key}`, values);
  const photo = info.outputPath('invite.png');
  await atelier.inventory.create({ name: 'Rabot' });
  await garage.inventory.create({ name: 'Scie' });
  await atelier.sync.open();
  await garage.sync.open();

  await test.step('the invite is for a guest, and for a day', async () => {
    await page.getByRole('button', { name: say('invite') }).click();
    const shown = page.getByRole('dialog', { name: say('inviteTitle') });
    const link = shown.getByTestId('invite-link');
    const first = await link.textContent();
    for (const [field, option] of [
      ['scope', 'scopes.guest'],
      ['length', 'lengths.day'],
    ] as const) {
      const before = (await link.textContent()) ?? '';
      await shown.getByRole('combobox', { name: say(field) }).click();
      await page.getByRole('option', { name: say(option) }).click();
      // Each choice is an invite of its own.
      await expect(link).not.toHaveText(before);
    }
    expect(await link.textContent()).not.toBe(first);
  });

  await test.step('the other side reads its code on a photo', async () => {
    await garage.page.getByRole('button', { name: say('accept') }).click();
    await garage.page.getByRole('link', { name: say('scan') }).click();
    const code = page.getByRole('dialog', { name: say('inviteTitle') }).getByRole('img', {
      name: say('codeLabel'),
    });
    const form = garage.page.getByRole('dialog', { name: say('acceptTitle') });
    // The code may still move into its place: then another photo is taken, as people do.
    await expect(async () => {
      await code.screenshot({ path: photo });
      await garage.page.locator('input[type="file"]').setInputFiles(photo);
      await expect(form.getByLabel(say('pasteLabel'))).toHaveValue(/^brique:invite\?/i, { timeout: 4000 });
    }).toPass({ timeout: 40_000 });
    await form.getByRole('button', { name: say('acceptSubmit') }).click();
    await expect(form).toBeHidden();
  });

  await test.step('its card says what it may, and until when', async () => {
    const shown = page.getByRole('dialog', { name: say('inviteTitle') });
    await expect(shown).toContainText(say('usedTitle', { name: garage.name }));
    await shown
      .getByRole('button', { name: words.say('common.close') })
      .last()
      .click();
    await expect(atelier.sync.card(garage.name)).toContainText(`${words.say('sync.mayRead')}, until`);
  });

  await test.step('it gets what there is here, and what it has stays there', async () => {
    await garage.sync.startSync(atelier.name);
    await garage.inventory.open();
    await garage.inventory.expectItems(['Rabot', 'Scie']);
    await atelier.sync.startSync(garage.name);
    await expect(atelier.sync.syncButton(garage.name)).toBeEnabled();
    await atelier.inventory.open();
    await atelier.inventory.expectItems(['Rabot']);
  });
});
