import { existsSync } from 'node:fs';
import { mkdir, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/brique-test.js';
import { HomePage } from './support/home-page.js';

test.use({ discovery: false, language: 'fr', locale: 'fr' });

test('a backup that cannot be made is told on the first page and in the settings, until one is made', async ({
  start,
}) => {
  const { page, brique, inventory, words } = await start('Atelier');
  await inventory.open();
  await inventory.create({ name: 'Perceuse' });
  // A folder where a file is to be cleared away.
  const obstacle = join(brique.dataDir, 'backups', 'brique-2026-01-01T000000Z.sqlite.partial');
  await mkdir(obstacle, { recursive: true });
  // What a restore leaves behind.
  const aside = join(brique.dataDir, 'set-aside', '2026-01-02T030405Z');
  await mkdir(aside, { recursive: true });
  await writeFile(join(aside, 'brique.db'), 'x'.repeat(123_000));

  await page.getByRole('link', { name: words.say('shell.settings'), exact: true }).click();
  const data = new HomePage(page, words).panel('settings.data');
  const backUp = data.getByRole('button', { name: words.say('backup.now') });
  await backUp.click();
  await expect(data.getByRole('alert')).toContainText(words.say('backup.failed.title'));

  await page.getByRole('link', { name: words.say('shell.home'), exact: true }).click();
  const ticket = page.getByRole('link', { name: words.say('dashboard.attention.backup') });
  await ticket.click();
  await rmdir(obstacle);
  await backUp.click();
  await expect(page.getByText(words.say('backup.made'), { exact: true })).toBeVisible();
  await expect(data.getByRole('alert')).toHaveCount(0);

  await test.step('what was set aside is deleted with a click, once its size and what that means were read', async () => {
    const kept = data.getByTestId('set-aside');
    await expect(kept).toContainText('123');
    const ask = () => kept.getByRole('button').click();
    const question = page.getByRole('dialog', { name: words.say('backup.aside.askTitle') });
    await ask();
    await question.getByRole('button', { name: words.say('common.cancel') }).click();
    await expect(question).toBeHidden();
    expect(existsSync(aside)).toBe(true);
    await ask();
    await question.getByRole('button', { name: words.say('backup.aside.delete') }).click();
    await expect(kept).toHaveCount(0);
    expect(existsSync(aside)).toBe(false);
  });

  await page.getByRole('link', { name: words.say('shell.home'), exact: true }).click();
  await expect(page.getByText(words.say('dashboard.attention.none'))).toBeVisible();
  await expect(ticket).toHaveCount(0);
});
