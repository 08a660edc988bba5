import { expectAccessible } from './support/axe.js';
import { expect, test } from './support/brique-test.js';

const DAY_MS = 86_400_000;

test.use({ movesClock: true });

test('an invite to read for a day, taken by a photo of its code: its guest reads, changes nothing, and is out when the day is over, until it is renewed', async ({
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
    // Where nobody is approved yet, the list itself leads to it.
    await page.getByRole('button', { name: words.say('sync.approvedEmptyInvite') }).click();
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
    await garage.sync.finishSync(atelier.name);
    await garage.inventory.open();
    await garage.inventory.expectItems(['Rabot', 'Scie']);
    await atelier.sync.finishSync(garage.name);
    await atelier.inventory.open();
    await atelier.inventory.expectItems(['Rabot']);
  });

  const card = atelier.sync.card(garage.name);
  await test.step('when the day is over it gets nothing more, and its card says so', async () => {
    const later = DAY_MS + 60_000;
    await Promise.all([atelier, garage].map(({ brique }) => brique.moveClock(later)));
    await page.clock.setFixedTime(Date.now() + later);
    await atelier.inventory.create({ name: 'Varlope' });
    await garage.sync.open();
    garage.watch.expectRefusal(502);
    await garage.sync.finishSync(atelier.name);
    await expect(garage.sync.card(atelier.name)).toContainText(
      words.say('sync.waitingApproval', { name: atelier.name }),
    );
    await page.goto('/sync');
    await expect(atelier.sync.section('revoked').getByRole('heading', { name: garage.name })).toBeVisible();
    const [, whatNow = ''] = words.say('sync.ended', { moment: '…' }).split('…');
    await expect(card).toContainText(whatNow);
    await expect(atelier.sync.syncButton(garage.name)).toHaveCount(0);
  });

  await test.step('it is renewed for a week, and goes on where it was', async () => {
    await card.getByRole('button', { name: words.say('sync.renewName', { name: garage.name }) }).click();
    const window = page.getByRole('dialog', { name: words.say('sync.renewTitle', { name: garage.name }) });
    // It may what it might before.
    await expect(window.getByRole('combobox', { name: say('scope') })).toHaveValue(say('scopes.guest'));
    await window.getByRole('combobox', { name: say('length') }).click();
    await page.getByRole('option', { name: say('lengths.week') }).click();
    await expectAccessible(page, 'what an instance may, given anew');
    // Its card may move to where it belongs before the answer is there: that it is renewed is told all the same.
    await page.route(
      '**/api/v1/peers/*',
      async (route) => {
        const response = await route.fetch();
        await expect(atelier.sync.syncButton(garage.name)).toBeVisible();
        await route.fulfill({ response });
      },
      { times: 1 },
    );
    await window.getByRole('button', { name: words.say('sync.renew'), exact: true }).click();
    const [told = ''] = words.say('sync.renewedToast', { name: garage.name, terms: '…' }).split('…');
    await expect(page.getByRole('status').filter({ hasText: told })).toBeVisible();
    await expect(window).toBeHidden();
    await expect(atelier.sync.section('approved').getByTestId('peer-card')).toContainText(
      `${words.say('sync.mayRead')}, until`,
    );
    await garage.sync.finishSync(atelier.name);
    await garage.inventory.open();
    await garage.inventory.expectItems(['Rabot', 'Scie', 'Varlope']);
  });

  await test.step('what it may is changed while it is approved; its end stays', async () => {
    await card.getByRole('button', { name: words.say('sync.more', { name: garage.name }) }).click();
    await page.getByRole('menuitem', { name: words.say('sync.termsChange') }).click();
    const window = page.getByRole('dialog', { name: words.say('sync.termsTitle', { name: garage.name }) });
    await window.getByRole('combobox', { name: say('scope') }).click();
    await page.getByRole('option', { name: say('scopes.household') }).click();
    await window.getByRole('button', { name: words.say('sync.termsSave'), exact: true }).click();
    await expect(window).toBeHidden();
    await expect(card).toContainText(`${words.say('sync.mayAll')}, until`);
  });
});
