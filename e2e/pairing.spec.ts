import type { Locator, Page } from '@playwright/test';
import { expect, type Instance, test } from './support/brique-test.js';
import { film, launchWithCamera } from './support/camera.js';
import { openConnection } from './support/open-connection.js';
import { PageWatch } from './support/page-watch.js';

/** @returns the window in which an invite is shown */
async function showInvite({ page, words }: Instance): Promise<Locator> {
  await page.getByRole('button', { name: words.say('pairing.invite') }).click();
  const shown = page.getByRole('dialog', { name: words.say('pairing.inviteTitle') });
  await expect(shown.getByTestId('invite-link')).not.toBeEmpty();
  return shown;
}

/** The window of the invite says who came; it is closed. */
async function seeWhoCame(shown: Locator, { words }: Instance, name: string): Promise<void> {
  await expect(shown).toContainText(words.say('pairing.usedTitle', { name }));
  await shown
    .getByRole('button', { name: words.say('common.close') })
    .last()
    .click();
}

test('an invite, shown on one side and pasted on the other, is all it takes', async ({ atelier, garage }) => {
  const say = (key: string, values = {}) => atelier.words.say(`pairing.${key}`, values);
  await atelier.inventory.create({ name: 'Rabot' });
  await atelier.sync.open();
  await garage.sync.open();
  const shown = await showInvite(atelier);
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
  await seeWhoCame(shown, atelier, garage.name);

  await expect(atelier.sync.syncButton(garage.name)).toBeVisible();
  await garage.sync.synchronise(atelier.name, { received: 1, sent: 0 });
  await garage.inventory.open();
  await garage.inventory.expectItems(['Rabot']);
});

test.describe('in French', () => {
  test.use({ language: 'fr', locale: 'fr' });

  test('an invite is scanned by the camera; where there is none, or it is refused, by other ways', async ({
    atelier,
    garage,
    playwright,
    launchOptions,
  }, info) => {
    const { words } = atelier;
    const filmPath = info.outputPath('invite.mjpeg');
    for (const { page, sync } of [atelier, garage]) {
      await page.getByRole('button', { name: 'FR, Français' }).click();
      await sync.open();
    }
    const shown = await showInvite(atelier);
    const link = (await shown.getByTestId('invite-link').textContent()) ?? '';
    const code = shown.getByRole('img', { name: words.say('pairing.codeLabel') });
    await film(code, { width: 640, height: 480 }, filmPath);

    /** From the button for those who have an invite to the page that looks for its code. */
    const scan = async (page: Page) => {
      await page.getByRole('button', { name: words.say('pairing.accept') }).click();
      await page.getByRole('link', { name: words.say('pairing.scan') }).click();
      const title = words.say('scan.for.invite.title');
      await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    };
    /** What stands in the way of the camera is said, and what to do instead is there. */
    const expectOtherWays = async (page: Page, fault: 'none' | 'denied') => {
      const said = `${words.say(`scan.fault.${fault}`)} ${words.say('scan.for.invite.instead')}`;
      await expect(page.getByText(said)).toBeVisible();
      await expect(page.getByRole('button', { name: words.say('scan.choosePhoto') })).toBeVisible();
      await expect(page.getByLabel(words.say('scan.for.invite.type'))).toBeVisible();
    };
    const invite = (page: Page) =>
      page
        .getByRole('dialog', { name: words.say('pairing.acceptTitle') })
        .getByLabel(words.say('pairing.pasteLabel'));

    await test.step('without a camera, it is pasted', async () => {
      const { page } = garage;
      await scan(page);
      await expectOtherWays(page, 'none');
      await page.getByLabel(words.say('scan.for.invite.type')).fill(link);
      await page.getByRole('button', { name: words.say('scan.for.invite.go') }).click();
      await expect(invite(page)).toHaveValue(link);
      await page.keyboard.press('Escape');
    });

    for (const answer of ['deny', 'allow'] as const) {
      const browser = await launchWithCamera(playwright, launchOptions, filmPath, answer);
      try {
        const telephone = await browser.newPage({
          ...{ baseURL: garage.brique.url, locale: 'fr', reducedMotion: 'reduce' },
          viewport: { width: 390, height: 844 },
        });
        const watch = new PageWatch(telephone, 'telephone');
        await telephone.goto('/sync');
        await scan(telephone);
        if (answer === 'deny') await expectOtherWays(telephone, 'denied');
        else {
          // The camera sees it, with nothing to be clicked.
          await expect(invite(telephone)).toHaveValue(link);
          await telephone.keyboard.press('Enter');
          await seeWhoCame(shown, atelier, garage.name);
        }
        expect(watch.faults()).toEqual([]);
      } finally {
        await browser.close();
      }
    }
    await expect(atelier.sync.syncButton(garage.name)).toBeVisible();
    await expect(garage.sync.syncButton(atelier.name)).toBeVisible();
  });
});

test.describe('by a grid key', () => {
  test.use({ fixedPorts: true });

  test('made on one side and entered on the other, or scanned, it lets both in without a click; another key puts them out again, if its owner says so', async ({
    atelier,
    garage,
  }, info) => {
    const card = ({ page, words }: Instance) =>
      page.getByRole('region', { name: words.say('pairing.grid.title') });
    const button = (of: Instance, key: string) =>
      card(of).getByRole('button', { name: of.words.say(`pairing.grid.${key}`), exact: true });
    const wordsOf = (of: Instance) => card(of).getByTestId('grid-words').getByRole('listitem');
    let firstWords: string[] = [];
    for (const of of [atelier, garage]) {
      await of.sync.open();
      await card(of)
        .getByRole('heading', { name: of.words.say('pairing.grid.title') })
        .click();
    }

    await test.step('the key is made here, and a weak one is refused there', async () => {
      await button(atelier, 'make').click();
      await button(atelier, 'show').click();
      await expect(wordsOf(atelier)).toHaveCount(12);
      firstWords = await wordsOf(atelier).allInnerTexts();

      await button(garage, 'type').click();
      const field = card(garage).getByLabel(garage.words.say('pairing.grid.typeLabel'));
      garage.watch.expectRefusal(422);
      await field.fill('brique');
      await button(garage, 'typeSubmit').click();
      await expect(card(garage)).toContainText(garage.words.say('fieldProblem.too_weak'));
      await field.fill(firstWords.join(' '));
      await button(garage, 'typeSubmit').click();

      await expect(atelier.sync.syncButton(garage.name)).toBeVisible({ timeout: 30_000 });
      await expect(garage.sync.syncButton(atelier.name)).toBeVisible({ timeout: 30_000 });
    });

    /** What is to become of those who came by the key before. */
    const answer = async ({ page, words }: Instance, about: Instance, key: 'keepThem' | 'revoke') => {
      const question = page.getByRole('dialog', { name: words.say('pairing.grid.revokeTitle') });
      await expect(question).toContainText(about.name);
      await question.getByRole('button', { name: words.say(`pairing.grid.${key}`), exact: true }).click();
      await expect(question).toBeHidden();
    };
    await test.step('another key is made here: who came by the first may stay', async () => {
      await button(atelier, 'makeAnother').click();
      await answer(atelier, garage, 'keepThem');
      await garage.sync.synchronise(atelier.name, { received: 0, sent: 0 });
    });

    await test.step('it is read there on a photo of its code', async () => {
      const { page, words } = garage;
      const photo = info.outputPath('key.png');
      await expect(wordsOf(atelier)).not.toHaveText(firstWords);
      await card(atelier)
        .getByRole('img', { name: atelier.words.say('pairing.grid.codeLabel') })
        .screenshot({ path: photo });
      await button(garage, 'type').click();
      await card(garage)
        .getByRole('link', { name: words.say('pairing.scan') })
        .click();
      await expect(
        page.getByRole('heading', { level: 1, name: words.say('scan.for.key.title') }),
      ).toBeVisible();
      await page.locator('input[type="file"]').setInputFiles(photo);
      const scanned = card(garage).getByLabel(words.say('pairing.grid.scannedLabel'));
      await expect(scanned).toHaveValue(/^brique:grid\?/i);
      await button(garage, 'typeSubmit').click();
      await answer(garage, atelier, 'keepThem');
      await button(garage, 'show').click();
      await expect(wordsOf(garage)).toHaveText(await wordsOf(atelier).allInnerTexts());
    });

    await test.step('or is put out: an open connection is cut, and nothing is synchronised any more', async () => {
      const connection = await openConnection(garage, atelier);
      await button(atelier, 'makeAnother').click();
      await answer(atelier, garage, 'revoke');
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
