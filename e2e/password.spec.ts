import { expectAccessible } from './support/axe.js';
import { expect, test } from './support/brique-test.js';
import { HomePage } from './support/home-page.js';
import { Words } from './support/words.js';

test.use({ discovery: false });

const PASSWORD = 'velours tonneau brouette 71';

test('a password: set, asked for, given wrong and right, and back at the same place', async ({ start }) => {
  const { page, words, inventory, watch } = await start('Atelier');
  const section = new HomePage(page, words).panel('access.section');
  const button = (key: string) => page.getByRole('button', { name: words.say(key), exact: true });
  const door = page.getByRole('heading', { level: 1, name: words.say('access.title') });
  const field = page.getByLabel(words.say('access.password'), { exact: true });
  await inventory.create({ name: 'Rabot' });
  await page.getByRole('link', { name: words.say('shell.settings'), exact: true }).click();

  await test.step('set: refused while it could be guessed or differs', async () => {
    await button('access.set').click();
    const fill = async (password: string, again = password) => {
      await section.getByLabel(words.say('access.new')).fill(password);
      await section.getByLabel(words.say('access.again')).fill(again);
      await button('access.save').click();
    };
    watch.expectRefusal(422);
    await fill('brique123');
    await expect(section).toContainText(words.say('fieldProblem.weak_password'));
    await fill(PASSWORD, 'another');
    await expect(section).toContainText(words.say('access.differs'));
    await fill(PASSWORD);
    await expect(section).toContainText(words.say('access.isSet'));
  });

  await test.step('signed out, nothing is shown, here or in another tab', async () => {
    watch.expectRefusal(401);
    const other = await page.context().newPage();
    await other.goto('/inventory');
    await expect(other.getByText('Rabot')).toBeVisible();
    await button('access.signOut').click();
    await expect(door).toBeVisible();
    await expect(other.getByRole('heading', { level: 1, name: words.say('access.title') })).toBeVisible();
    await expect(other.getByText('Rabot')).toHaveCount(0);
    await other.close();
    await expect(page.getByText('Atelier')).toHaveCount(0);
    await expectAccessible(page, 'the sign-in');
  });

  await test.step('in both languages; a wrong password is said so, too many make one wait', async () => {
    await page.reload();
    const french = new Words('fr');
    await page.getByRole('button', { name: 'FR, Français' }).click();
    await expect(page.getByRole('heading', { level: 1, name: french.say('access.title') })).toBeVisible();
    await page.getByRole('button', { name: 'EN, English' }).click();
    watch.expectRefusal(429);
    await field.fill('wrong');
    await field.press('Enter');
    await expect(page.getByText(words.say('problem.password_wrong'))).toBeVisible();
    const waits = page.getByText(words.say('access.wait', { seconds: 0 }).split('.')[0] ?? '');
    await expect(async () => {
      await field.fill('wrong');
      await field.press('Enter');
      await expect(waits).toBeVisible({ timeout: 900 });
    }).toPass();
  });

  await test.step('the right one leads back to where one was, and events come again', async () => {
    await field.fill(PASSWORD);
    // Once the seconds are counted down.
    await expect(button('access.signIn')).toBeEnabled();
    await button('access.signIn').click();
    await expect(section).toBeVisible();
    await expect(page).toHaveURL(/\/settings$/);
    await inventory.open();
    await inventory.create({ name: 'Varlope' });
    await expect(inventory.row('Rabot')).toBeVisible();
  });
});
