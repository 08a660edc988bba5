import { expectAccessible } from './support/axe.js';
import { expect, test } from './support/brique-test.js';
import { HomePage } from './support/home-page.js';
import { Words } from './support/words.js';

test.use({ discovery: false });

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

  await test.step('the language, and all of it over a reload', async () => {
    await section('settings.look').getByLabel('Français').click();
    const french = new Words('fr');
    await expect(page.getByRole('heading', { level: 1, name: french.say('settings.title') })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { level: 1, name: french.say('settings.title') })).toBeVisible();
    await expect(page.getByLabel('Français', { exact: true })).toBeChecked();
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    await expect(page.getByLabel(french.say('settings.name'))).toHaveValue('Grange');
    await expect(page.getByRole('switch', { name: french.say('settings.autoSync') })).toBeChecked();
    await page.getByLabel(french.say('settings.schemeSystem')).click();
    await expectAccessible(page, 'the settings');
  });

  await test.step('the keys are a click away', async () => {
    const french = new Words('fr');
    await page.getByRole('button', { name: french.say('settings.keys') }).click();
    await expect(page.getByRole('dialog', { name: french.say('inventory.help.title') })).toBeVisible();
  });
});
