import { fileURLToPath } from 'node:url';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { HomePage } from './support/home-page.js';
import { ImportDialog } from './support/import-dialog.js';
import { InventoryPage } from './support/inventory-page.js';
import { PageWatch } from './support/page-watch.js';
import { Person } from './support/person.js';
import { SyncPage } from './support/sync-page.js';
import { Words } from './support/words.js';

// The newcomer's walk through the README's tour: `npm run walk` clones, starts both instances and runs this. It makes the README's pictures.
const { BRIQUE_WALK_HERE = '', BRIQUE_WALK_THERE = '', BRIQUE_WALK_FILE = '' } = process.env;
const RECORDS = 29_929;
const SEARCH = 'cykel';
/** Seconds; what the README promises. */
const HANDS_ON = 180;

test('from two fresh instances to a filled, searched, synchronised inventory', async ({ browser }) => {
  test.setTimeout(900_000);
  const here = await open(browser, 'Atelier', BRIQUE_WALK_HERE);
  const there = await open(browser, 'Garage', BRIQUE_WALK_THERE);
  const person = new Person();
  const list = new ImportDialog(here.inventory);

  await test.step('here: a name, and a list', async () => {
    await person.visit(here.page, BRIQUE_WALK_HERE);
    await takePicture(here.page, 'first-start');
    await person.click(button(here, 'firstStart.next'));
    await person.read(here.page);
    await person.click(here.page.getByRole('link', { name: here.words.say('firstStart.items.import') }));
    const choose = here.page.getByRole('button', { name: here.words.say('import.choose') });
    await person.read(here.page);
    await person.chooseFile(here.page, choose, BRIQUE_WALK_FILE);
    await person.waitFor(() => expect(list.column('name')).not.toHaveValue(''));
    // The first rows, and which column goes where.
    await person.read(here.page, 3);
    await person.click(button(here, 'import.check'));
    const bring = here.page.getByRole('button', {
      name: here.words.say('import.import', { count: RECORDS }),
    });
    await person.waitFor(() => expect(bring).toBeEnabled({ timeout: 60_000 }));
    await person.read(here.page);
    await person.click(bring);
    const done = here.page.getByText(here.words.say('import.done', { count: RECORDS }));
    await person.waitFor(() => expect(done).toBeVisible({ timeout: 60_000 }));
    await person.read(here.page);
    await person.click(button(here, 'import.finish'));
  });

  await test.step('here: it is searched', async () => {
    await search(person, here);
    await takePicture(here.page, 'inventory');
  });

  await test.step('there: a name, and the other instance is approved', async () => {
    await person.visit(there.page, BRIQUE_WALK_THERE);
    await person.click(button(there, 'firstStart.next'));
    await person.read(there.page);
    await person.click(button(there, 'firstStart.next'));
    await approve(person, there, here);
  });

  await test.step('here: so is this one', async () => {
    await person.click(here.page.getByRole('link', { name: here.words.say('shell.home'), exact: true }));
    await person.read(here.page);
    await person.click(button(here, 'firstStart.next'));
    await approve(person, here, there);
    await person.click(button(here, 'firstStart.finish'));
  });

  await test.step('there: all of it came by itself, and is searched', async () => {
    await person.click(button(there, 'firstStart.finish'));
    const total = there.page.getByTestId('total').getByText(RECORDS.toLocaleString('en-GB'));
    await person.waitFor(() => expect(total).toBeVisible({ timeout: 180_000 }));
    await person.click(
      there.page.getByRole('link', { name: there.words.say('shell.inventory'), exact: true }),
    );
    await search(person, there);
  });

  const seconds = (ms: number) => Math.round(ms / 1000);
  console.log(
    `walk: ${seconds(person.handsOn)} s at the pages, ${seconds(person.waited)} s of waiting for them`,
  );
  await test.step('the other pictures', () => takeOtherPictures(here, there));
  expect([here, there].flatMap(({ watch }) => watch.faults())).toEqual([]);
  expect(seconds(person.handsOn)).toBeLessThan(HANDS_ON);
});

interface Side {
  readonly name: string;
  readonly page: Page;
  readonly words: Words;
  readonly watch: PageWatch;
  readonly inventory: InventoryPage;
}

async function open(browser: Browser, name: string, baseURL: string): Promise<Side> {
  const page = await browser.newPage({ baseURL, viewport: { width: 1440, height: 900 } });
  const words = new Words('en');
  return { name, page, words, watch: new PageWatch(page, name), inventory: new InventoryPage(page, words) };
}

function button({ page, words }: Side, key: string) {
  return page.getByRole('button', { name: words.say(key), exact: true });
}

/** Approves in the last step of the first start. Another instance may bear the name: the identity says which one it is. */
async function approve(person: Person, { page, words }: Side, other: Side): Promise<void> {
  const answer = await other.page.request.get('/api/v1/settings');
  const { instanceId: id, instanceName: name } = (await answer.json()) as {
    instanceId: string;
    instanceName: string;
  };
  // As both screens write it.
  const shortId = `${id.slice(0, 4)}-${id.slice(4, 8)}`;
  const found = page.getByTestId('found-peer').filter({ hasText: shortId });
  await person.waitFor(() => expect(found).toBeVisible({ timeout: 30_000 }));
  await person.read(page);
  await person.click(found.getByRole('button', { name: words.say('sync.approveName', { name }) }));
  await person.read(page, 2);
  const question = page.getByRole('dialog', { name: words.say('sync.approveTitle', { name }) });
  await person.click(question.getByRole('button', { name: words.say('sync.approve'), exact: true }));
}

async function search(person: Person, { page, inventory }: Side): Promise<void> {
  await person.type(inventory.searchField, SEARCH);
  await person.waitFor(() => expect(page.locator('mark:visible').first()).toBeVisible());
  await person.read(page);
}

async function takeOtherPictures(here: Side, there: Side): Promise<void> {
  const { page, words } = here;
  const sync = new SyncPage(page, words);
  await new HomePage(page, words).open();
  await expect(page.locator('svg rect[fill^="url"]:visible').first()).toBeVisible();
  await takePicture(page, 'home');
  await sync.open();
  await expect(sync.card(there.name)).toContainText(words.say('sync.status.online'));
  // A stranger's instance on this network would be in the picture.
  await expect(page.getByTestId('peer-card')).toHaveCount(1, { timeout: 60_000 });
  await takePicture(page, 'synchronisation');
  await there.page.setViewportSize({ width: 390, height: 844 });
  await there.page.goto(`/inventory?view=cards&q=${SEARCH}`);
  await expect(there.page.locator('mark:visible').first()).toBeVisible();
  await takePicture(there.page, 'phone');
}

async function takePicture(page: Page, name: string): Promise<void> {
  // Toasts pass; a picture stays.
  await expect(page.locator('.mantine-Notification-root')).toHaveCount(0, { timeout: 20_000 });
  await page.mouse.move(0, 0);
  await page.screenshot({ path: fileURLToPath(new URL(`../docs/images/${name}.png`, import.meta.url)) });
}
