import { expect, test } from './support/brique-test.js';
import { HomePage } from './support/home-page.js';
import { Words } from './support/words.js';

test.use({ discovery: false });

const NAMES = { en: 'English', fr: 'Français' };

for (const language of ['en', 'fr'] as const) {
  const other = language === 'en' ? 'fr' : 'en';
  const otherWords = new Words(other);

  test.describe(language === 'en' ? 'in English' : 'in French', () => {
    test.use({ language, locale: language });

    test('settings are saved as they are changed, taken back, and kept over a reload', async ({ start }) => {
      const { page, words } = await start('Atelier');
      const home = new HomePage(page, words);
      const section = (key: string) => home.panel(key);
      const saved = (key: string) =>
        section(key)
          .getByRole('status')
          .filter({ hasText: words.say('settings.saved') });
      await page.getByRole('link', { name: words.say('shell.settings'), exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: words.say('settings.title') })).toBeVisible();
      await expect(section('settings.data').getByTestId('data-dir')).toHaveText(/^\/.+/);
      await expect(section('settings.about')).toContainText(/\d+\.\d+\.\d+/);

      await test.step('a name: refused, put back with Escape, saved with Enter, taken back', async () => {
        const name = section('settings.thisInstance').getByLabel(words.say('settings.name'));
        await name.fill('x'.repeat(65));
        await expect(page.getByText(words.say('settings.nameTooLong', { count: 64 }))).toBeVisible();
        await name.press('Escape');
        await expect(name).toHaveValue('Atelier');
        await name.fill('Remise');
        await name.press('Enter');
        await expect(page.getByTestId('instance-name')).toHaveText('Remise');
        await saved('settings.thisInstance')
          .getByRole('button', { name: words.say('common.undo') })
          .click();
        await expect(page.getByTestId('instance-name')).toHaveText('Atelier');
        await expect(section('settings.thisInstance')).toContainText(words.say('settings.undone'));
        await name.fill('Grange');
        await name.blur();
        await expect(page.getByTestId('instance-name')).toHaveText('Grange');
      });

      await test.step('switches and choices', async () => {
        const automatic = section('settings.network').getByRole('switch', {
          name: words.say('settings.autoSync'),
        });
        await automatic.click({ force: true });
        await expect(saved('settings.network')).toBeVisible();
        await expect(automatic).toBeChecked();
        await section('settings.look').getByLabel(words.say('settings.schemeDark')).click();
        await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
        await expect(saved('settings.look')).toBeVisible();
      });

      await test.step('how long earlier states are kept: shorter, back again, for ever', async () => {
        const data = section('settings.data');
        const keep = data.getByLabel(words.say('settings.history.keep'));
        await expect(keep).toHaveValue('365');
        await expect(data.getByTestId('history-size')).toContainText(/^0 /);
        await keep.selectOption({ label: words.say('settings.history.threeMonths') });
        await expect(saved('settings.data')).toBeVisible();
        await expect(data).toContainText(words.say('settings.history.fromTomorrow'));
        await saved('settings.data')
          .getByRole('button', { name: words.say('common.undo') })
          .click();
        await expect(keep).toHaveValue('365');
        await expect(data).not.toContainText(words.say('settings.history.fromTomorrow'));
        await keep.selectOption({ label: words.say('settings.history.forEver') });
        await expect(saved('settings.data')).toBeVisible();
      });

      await test.step('the language, and all of it over a reload', async () => {
        await section('settings.look').getByLabel(NAMES[other], { exact: true }).click();
        await expect(
          page.getByRole('heading', { level: 1, name: otherWords.say('settings.title') }),
        ).toBeVisible();
        await page.reload();
        await expect(
          page.getByRole('heading', { level: 1, name: otherWords.say('settings.title') }),
        ).toBeVisible();
        await expect(page.getByLabel(NAMES[other], { exact: true })).toBeChecked();
        await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
        await expect(page.getByLabel(otherWords.say('settings.name'))).toHaveValue('Grange');
        await expect(page.getByRole('switch', { name: otherWords.say('settings.autoSync') })).toBeChecked();
        await expect(page.getByLabel(otherWords.say('settings.history.keep'))).toHaveValue('forEver');
        await page.getByLabel(otherWords.say('settings.schemeSystem')).click();
      });

      await test.step('a backup is made with a click, and told', async () => {
        const data = new HomePage(page, otherWords).panel('settings.data');
        await expect(data.getByTestId('backup-dir')).toHaveText(/\/backups$/);
        await data.getByRole('button', { name: otherWords.say('backup.now') }).click();
        await expect(page.getByText(otherWords.say('backup.made'), { exact: true })).toBeVisible();
        await expect(data.locator('dd', { hasText: /^1\s/ })).toBeVisible();
        await expect(data.locator('dd time')).toBeVisible();
      });

      await test.step('the keys are a click away', async () => {
        await page.getByRole('button', { name: otherWords.say('settings.keys') }).click();
        await expect(
          page.getByRole('dialog', { name: otherWords.say('inventory.help.title') }),
        ).toBeVisible();
      });
    });
  });
}
