import { expectAccessible } from './support/axe.js';
import { expect, test } from './support/brique-test.js';
import { approve } from './support/pairing.js';

test.use({ discovery: false, fixedPorts: true });

test('without discovery: added by address, renamed, revoked and removed', async ({ atelier, garage }) => {
  const { words } = atelier;
  await atelier.inventory.create({ name: 'Scie sauteuse' });
  await atelier.sync.open();
  await garage.sync.open();

  await test.step('neither sees the other, and the page says why', async () => {
    for (const { page, sync } of [atelier, garage]) {
      await expect(page.getByRole('heading', { name: words.say('sync.discoveredOffTitle') })).toBeVisible();
      await expect(page.getByTestId('peer-card')).toHaveCount(0);
      await expect(sync.thisInstance()).toContainText(words.say('settings.discoveryOff'));
    }
  });

  await test.step('an address that cannot be one, or where nobody answers, is explained', async () => {
    await atelier.sync.add('garage');
    await expect(atelier.page.getByText(words.say('sync.add.invalid'))).toBeVisible();
    atelier.watch.expectRefusal(502);
    await atelier.sync.add('127.0.0.1:9');
    await expect(atelier.page.getByText(words.say('problem.peer_unreachable'))).toBeVisible();
    await expect(atelier.page.getByTestId('peer-card')).toHaveCount(0);
  });

  await test.step('added by its address, it proves who it is', async () => {
    await atelier.sync.add(garage.address);
    await expect(atelier.page.getByText(words.say('sync.add.done', { name: garage.name }))).toBeVisible();
    await expect(atelier.sync.card(garage.name).locator('code')).toHaveText(await garage.sync.shortId());
    await expect(atelier.sync.card(garage.name)).toContainText(garage.address);
  });

  await test.step('approved here, it asks there; approved there, both synchronise', async () => {
    await approve(atelier, garage);
    await expect(garage.sync.section('requests').getByRole('heading', { name: atelier.name })).toBeVisible();
    await approve(garage, atelier);
    await atelier.sync.synchronise(garage.name, { received: 0, sent: 1 });
    await garage.inventory.open();
    await garage.inventory.expectItems(['Scie sauteuse']);
    await garage.sync.open();
  });

  const networkCheck = atelier.page.getByTestId('network-check');
  await test.step('the network check finds it in order', async () => {
    await atelier.sync.open();
    await networkCheck.getByRole('button', { name: words.say('doctor.start') }).click();
    const finding = words.say('doctor.found.peer_ok', { name: garage.name, address: garage.address });
    await expect(networkCheck.getByText(finding)).toBeVisible();
    await expect(networkCheck.getByText(words.say('doctor.found.discovery_off'))).toBeVisible();
    await expectAccessible(atelier.page, 'the network check');
  });

  const newName = garage.name.replace('Garage', 'Remise');
  await test.step('a new name is seen on the other side', async () => {
    await garage.sync.rename(newName);
    await expect(garage.page.getByTestId('instance-name')).toHaveText(newName);
    // Without discovery it is told with the next call, which comes by itself.
    await expect(atelier.sync.card(newName)).toBeVisible({ timeout: 25_000 });
    await expect(atelier.sync.card(garage.name)).toHaveCount(0);
  });

  await test.step('revoked there, it gets nothing more in or out, and reads why', async () => {
    await garage.sync.revoke(atelier.name);
    await expect(garage.sync.section('revoked').getByRole('heading', { name: atelier.name })).toBeVisible();
    await expect(garage.sync.syncButton(atelier.name)).toHaveCount(0);
    await atelier.inventory.open();
    await atelier.inventory.edit('Scie sauteuse', { brand: 'Metabo' });
    await atelier.sync.open();
    await atelier.sync.finishSync(newName);
    await expect(atelier.sync.card(newName)).toContainText(
      words.say('sync.waitingApproval', { name: newName }),
    );
    await networkCheck.getByRole('button', { name: words.say('doctor.start') }).click();
    await expect(
      networkCheck.getByText(words.say('doctor.found.peer_not_approved', { name: newName })),
    ).toBeVisible();
    await expect(networkCheck.getByText(words.say('doctor.next.peer_not_approved'))).toBeVisible();
    await garage.inventory.open();
    await expect(garage.inventory.row('Scie sauteuse')).toBeVisible();
    await expect(garage.inventory.row('Scie sauteuse')).not.toContainText('Metabo');
  });

  await test.step('approved again there, it goes on where it was', async () => {
    await garage.sync.open();
    await approve(garage, atelier);
    await atelier.sync.synchronise(newName, { received: 0, sent: 1 });
    await garage.inventory.open();
    await expect(garage.inventory.row('Scie sauteuse')).toContainText('Metabo');
  });

  await test.step('removed, it leaves the page; items and history stay', async () => {
    await atelier.sync.remove(newName);
    await expect(atelier.page.getByTestId('peer-card')).toHaveCount(0);
    await expect(
      atelier.page.getByRole('heading', { name: words.say('sync.approvedEmptyTitle') }),
    ).toBeVisible();
    await expect(atelier.sync.history).toHaveCount(3);
    await atelier.inventory.open();
    await atelier.inventory.expectItems(['Scie sauteuse']);
  });
});
