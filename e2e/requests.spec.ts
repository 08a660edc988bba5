import { expectAccessible } from './support/axe.js';
import { expect, type Instance, test } from './support/brique-test.js';
import { expectClear, SIZES } from './support/messages.js';
import { approve } from './support/pairing.js';

test.use({ discovery: false, fixedPorts: true });

/** One asks the other, by clicks alone: it adds it by its address and approves it. */
async function ask(from: Instance, to: Instance, theirId: string): Promise<void> {
  await from.sync.open();
  await from.sync.add(to.address);
  await from.sync.approve(to.name, [theirId, await from.sync.shortId()]);
}

async function shortIdOf(instance: Instance): Promise<string> {
  await instance.sync.open();
  const id = await instance.sync.shortId();
  await instance.inventory.open();
  return id;
}

test('a request for approval is told wherever one is, counted, and answered where its message leads', async ({
  atelier,
  garage,
  browser,
}) => {
  const { page, words, sync } = atelier;
  const inNavigation = page.getByRole('link', { name: words.say('shell.sync'), exact: true });
  const toast = page.getByRole('status').filter({ hasText: words.say('sync.asks', { name: garage.name }) });
  const approveName = words.say('sync.approveName', { name: garage.name });
  const id = await shortIdOf(atelier);
  await expect(inNavigation.getByTestId('waiting')).toHaveCount(0);

  await test.step('it is told also while a dialog is open, and lies over no button of it', async () => {
    const [desk, telephone] = SIZES;
    await atelier.inventory.create({ name: 'Rabot' });
    await page.setViewportSize(telephone);
    await page
      .getByRole('checkbox', { name: words.say('inventory.selection.select', { name: 'Rabot' }) })
      .check();
    const selection = page.getByRole('region', { name: words.say('inventory.selection.title') });
    await selection.getByRole('button', { name: words.say('detail.edit') }).click();
    const dialog = page.getByRole('dialog', {
      name: words.say('inventory.selection.editTitle', { count: 1 }),
    });
    // Long enough to reach down to where messages stand.
    await dialog.getByRole('button', { name: words.say('form.own.add') }).click();
    await ask(garage, atelier, id);
    const submit = words.say('inventory.selection.editSubmit', { count: 1 });
    const actions = dialog.getByRole('button', {
      name: new RegExp(`${words.say('common.cancel')}|${submit}`),
    });
    for (const size of [telephone, desk]) {
      await page.setViewportSize(size);
      await expectClear(toast, actions, words);
    }
    // What the pointer rests on stays.
    await toast.hover();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('it leads to the page', async () => {
    await expect(inNavigation.getByTestId('waiting')).toHaveText('1');
    await expect(inNavigation).toHaveAccessibleDescription(words.say('shell.waiting', { count: 1 }));
    await expectAccessible(page, 'a request that waits');
    await toast.getByRole('button', { name: words.say('sync.answer') }).click();
    await expect(sync.heading()).toBeVisible();
    await expect(toast).toBeHidden();
    await expect(sync.section('requests').getByRole('button', { name: approveName })).toBeVisible();
  });

  await test.step('on a page that is opened later it is counted, and not told again', async () => {
    await page.goto('/inventory');
    await expect(inNavigation.getByTestId('waiting')).toHaveText('1');
    await expect(toast).toHaveCount(0);
  });

  await test.step('answered before the page can show a question, it is asked as soon as it can', async () => {
    // Without what it keeps for when Brique is stopped, so that all of it comes over the network.
    const context = await browser.newContext({ baseURL: atelier.brique.url, serviceWorkers: 'block' });
    const early = await context.newPage();
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await early.route('**/assets/overlays-*.js', async (route) => {
      await released;
      await route.continue();
    });
    await early.goto('/sync');
    const approving = early.getByRole('button', { name: approveName });
    await approving.click();
    // An impatient second click asks nothing new.
    await approving.click();
    await expect(early.getByRole('dialog')).toHaveCount(0);
    release();
    const question = early.getByRole('dialog', {
      name: words.say('sync.approveTitle', { name: garage.name }),
    });
    await expect(question).toHaveCount(1);
    await question.getByRole('button', { name: words.say('sync.approve'), exact: true }).click();
    await expect(early.getByRole('dialog')).toHaveCount(0);
    // The answer is on its way until this is said.
    await expect(early.getByText(words.say('sync.approvedToast', { name: garage.name }))).toBeVisible();
    await context.close();
    await expect(inNavigation.getByTestId('waiting')).toHaveCount(0);
    await garage.sync.synchronise(atelier.name, { received: 1, sent: 0 });
  });
});

test('one that was set up anew has its name and not its place: it says so, gets nothing before it is approved, and no more than its terms allow', async ({
  atelier,
  garage,
  start,
}) => {
  const { sync, words } = atelier;
  await atelier.inventory.create({ name: 'Rabot' });
  await ask(garage, atelier, await shortIdOf(atelier));
  await sync.open();
  await approve(atelier, garage);
  await sync.synchronise(garage.name, { received: 0, sent: 1 });
  garage.watch.expectOutage();
  await garage.brique.stop();

  const reinstalled = await start(garage.name);
  const id = await sync.shortId();
  await ask(reinstalled, atelier, id);
  const asking = sync.section('requests').getByTestId('peer-card');
  await expect(asking.getByRole('heading', { name: garage.name })).toBeVisible();
  await expect(asking.getByText(words.say('sync.sameName'), { exact: true })).toBeVisible();
  // The one that was approved stands beside it, under its own identity.
  const approved = sync.section('approved').getByTestId('peer-card');
  await expect(approved.locator('code')).not.toHaveText((await asking.locator('code').textContent()) ?? '');

  await reinstalled.inventory.open();
  await reinstalled.inventory.expectItems([]);
  await reinstalled.inventory.create({ name: 'Scie' });
  await asking.getByRole('button', { name: words.say('sync.approveName', { name: garage.name }) }).click();
  const question = atelier.page.getByRole('dialog', {
    name: words.say('sync.approveTitle', { name: garage.name }),
  });
  await expect(question).toContainText(words.say('sync.sameNameText', { name: garage.name }));
  await reinstalled.sync.open();
  await expect(question.locator('code')).toHaveText([await reinstalled.sync.shortId(), id]);
  // Let in as a guest, for a day.
  for (const [field, option] of [
    ['scope', 'scopes.guest'],
    ['length', 'lengths.day'],
  ] as const) {
    await question.getByRole('combobox', { name: words.say(`pairing.${field}`) }).click();
    await atelier.page.getByRole('option', { name: words.say(`pairing.${option}`) }).click();
  }
  await expect(question).toContainText(words.say('sync.approveTextGuest'));
  await expectAccessible(atelier.page, 'the question before approving, with terms');
  await question.getByRole('button', { name: words.say('sync.approve'), exact: true }).click();
  await expect(approved).toHaveCount(2);
  await expect(approved.filter({ hasText: `${words.say('sync.mayRead')}, until` })).toHaveCount(1);
  await reinstalled.sync.finishSync(atelier.name);
  await reinstalled.inventory.open();
  await reinstalled.inventory.expectItems(['Rabot', 'Scie']);
  await atelier.inventory.open();
  await atelier.inventory.expectItems(['Rabot']);
});
