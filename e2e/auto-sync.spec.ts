import { expect, test } from './support/brique-test.js';
import { pair } from './support/pairing.js';

test.use({ autoSync: true });

test('what is added here appears there without a click, and so does the answer', async ({
  atelier,
  garage,
}) => {
  const { words } = atelier;
  const drill = 'Perceuse à percussion';

  await test.step('approved on both sides, the inventories come together by themselves', async () => {
    await atelier.inventory.create({ name: drill, brand: 'Bosch' });
    await pair(atelier, garage);
    await garage.inventory.open();
    await garage.inventory.expectItems([drill]);
  });

  await test.step('an item added here appears in the page that is open there', async () => {
    await atelier.inventory.open();
    await atelier.inventory.create({ name: 'Étau d’établi' });
    await garage.inventory.expectItems([drill, 'Étau d’établi']);
  });

  await test.step('its edit there comes back to the page that is open here', async () => {
    await garage.inventory.edit(drill, { brand: 'Makita' });
    await expect(atelier.inventory.row(drill)).toContainText('Makita');
  });

  await test.step('the histories say that nobody asked for it', async () => {
    for (const { sync } of [atelier, garage]) {
      await sync.open();
      await expect(sync.history.first()).toContainText(words.say('sync.history.trigger.change'));
    }
    await expect(atelier.sync.history.first()).toContainText(words.say('sync.received', { count: 1 }));
    await expect(garage.sync.history.first()).toContainText(words.say('sync.sent', { count: 1 }));
  });

  await test.step('nothing jumps or takes the focus while it happens', async () => {
    // Those of what was done before may still stand there.
    const toasts = atelier.page.locator('.mantine-Notification-root');
    const [lines, toastsBefore] = [await atelier.sync.history.count(), await toasts.count()];
    await atelier.sync.syncButton(garage.name).focus();
    await garage.inventory.open();
    await garage.inventory.edit(drill, { model: 'HP1631' });
    await expect(atelier.sync.history).toHaveCount(lines + 1);
    await expect(atelier.sync.syncButton(garage.name)).toBeFocused();
    await expect(atelier.sync.card(garage.name).getByTestId('sync-progress')).toHaveCount(0);
    expect(await toasts.count()).toBeLessThanOrEqual(toastsBefore);
  });

  await test.step('switched off for one, and for all, only a click brings it over', async () => {
    await atelier.sync.setAuto(garage.name, false);
    await garage.sync.open();
    await garage.sync.setAutoForAll(false);
    await expect(garage.sync.autoSwitch(atelier.name)).toBeDisabled();
    await atelier.inventory.open();
    await atelier.inventory.create({ name: 'Scie' });
    await atelier.sync.open();
    await atelier.sync.synchronise(garage.name, { received: 0, sent: 1 });
    await garage.inventory.open();
    await garage.inventory.expectItems([drill, 'Étau d’établi', 'Scie']);
  });

  await test.step('switched on again, what is missing comes', async () => {
    await atelier.inventory.open();
    await atelier.inventory.create({ name: 'Lampe' });
    await atelier.sync.open();
    await atelier.sync.setAuto(garage.name, true);
    await garage.inventory.expectItems([drill, 'Étau d’établi', 'Scie', 'Lampe']);
  });
});
