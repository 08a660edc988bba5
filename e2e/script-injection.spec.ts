import { expect, test } from './support/brique-test.js';
import { approve } from './support/pairing.js';
import { payloads } from './support/script-payloads.js';
import { askAs } from './support/strangers.js';

test.use({ fixedPorts: true, discovery: false });

/** Names of instances hold fewer characters than other texts. */
const NAME_LENGTH = 64;
/** An instance hears of no more strangers. */
const STRANGERS = 64;
const FIELDS = ['name', 'category', 'brand', 'model', 'serialNumber', 'notes'];

test('no text of another instance becomes a script: no dialog, no request to anywhere else', async ({
  atelier,
  garage,
}) => {
  const texts = payloads('https://evil.example');
  expect(new Set(texts).size).toBeGreaterThanOrEqual(60);
  // Set up through the API; what counts is what a person's browser makes of it.
  const json = { 'content-type': 'application/json' };
  const post = async (brique: { url: string }, path: string, data: unknown, method = 'POST') => {
    const init = { method, headers: json, body: JSON.stringify(data) };
    const response = await fetch(`${brique.url}/api/v1${path}`, init);
    expect([path, response.status < 300]).toEqual([path, true]);
    return (await response.json()) as { id: string };
  };
  const made = await Promise.all(
    texts.map((text) => {
      const ownFields = { [text.slice(0, 40)]: { type: 'text', value: text } };
      const fields = Object.fromEntries(FIELDS.map((field) => [field, text]));
      return post(garage.brique, '/items', { ...fields, ownFields });
    }),
  );
  await post(garage.brique, '/settings', { instanceName: texts[0]?.slice(0, NAME_LENGTH) }, 'PATCH');
  const added = await post(atelier.brique, '/peers', { address: garage.address });
  await post(atelier.brique, `/peers/${added.id}`, { isTrusted: true }, 'PATCH');
  const other = await post(garage.brique, '/peers', { address: atelier.address });
  await post(garage.brique, `/peers/${other.id}`, { isTrusted: true }, 'PATCH');
  await post(atelier.brique, `/peers/${added.id}/sync`, {});

  const { page } = atelier;
  const wrong: string[] = [];
  page.on('dialog', (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => wrong.push(`popup: ${popup.url()}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${atelier.brique.url}/`) && !/^(data|blob):/.test(url))
      wrong.push(`request: ${url}`);
  });
  /** @param shown what must stand there as a text */
  const visit = async (path: string, shown?: string) => {
    await page.goto(path);
    await expect(page.getByRole('main')).toBeVisible();
    if (shown !== undefined) await expect(page.getByText(shown).first()).toBeVisible();
    expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false);
  };
  // On an open page their names are told as they come; then they stand in its lists.
  const names = texts.slice(0, STRANGERS).map((text) => text.slice(0, NAME_LENGTH));
  await askAs(names, atelier.address);
  await expect(
    page
      .getByRole('status')
      .filter({ hasText: names.at(-1) ?? '' })
      .first(),
  ).toBeVisible();
  await visit('/');
  await visit('/sync', texts[0]?.slice(0, NAME_LENGTH));
  const asking = atelier.sync.section('requests').getByTestId('peer-card').getByRole('heading');
  await expect(asking).toHaveCount(STRANGERS);
  const plain = (text: string) =>
    text
      .replace(/\p{Cc}/gu, '')
      .trim()
      .replace(/\s+/g, ' ');
  expect((await asking.allInnerTexts()).map(plain).sort()).toEqual(names.map(plain).sort());
  await visit('/inventory');
  // Each payload on a page of its own would take minutes; the list draws many at once, these draw every field.
  for (const at of [0, 20, 30, 50]) await visit(`/inventory/${made[at]?.id}`, texts[at]);
  await visit(`/inventory?search=${encodeURIComponent('script')}`, texts[0]);
  expect(wrong).toEqual([]);
  expect(new URL(page.url()).origin).toBe(new URL(atelier.brique.url).origin);
});

test('an address of another instance that is none, in an own field of the kind link, becomes no link', async ({
  atelier,
  garage,
}) => {
  const evil = 'https://evil.example';
  const addresses = payloads(evil).filter((text) =>
    /^\s*(javascript|java\tscript|data|vbscript|\/\/)/i.test(text),
  );
  expect(addresses.length).toBeGreaterThanOrEqual(6);
  const control = 'https://example.org/parts';
  // No form and no call of the API takes them; a hostile instance writes what it likes into its items.
  const stamp = (at: number) => `${at.toString(16).padStart(12, '0')}0000-abcdefghijklm`;
  const now = stamp(Date.now() - 60_000);
  const links = Object.fromEntries(
    [...addresses, control].map((value, n) => [`x:Link ${n}`, [{ type: 'link', value }, now]]),
  );
  const id = '01930000-0000-7000-8000-000000000001';
  const item = {
    id,
    keys: { ...links, name: ['Trap', now] },
    versions: { abcdefghijklm: [now.slice(0, 16), 1] },
  };
  const headers = { 'content-type': 'application/json' };
  const taken = await fetch(`${garage.brique.url}/api/v1/gossip/items/batch`, {
    ...{ method: 'POST', headers, body: JSON.stringify({ changes: [item] }) },
  });
  expect(await taken.json()).toMatchObject({ applied: 1, rejected: [] });
  await garage.sync.open();
  await atelier.sync.open();
  await atelier.sync.add(garage.address);
  await approve(atelier, garage);
  await approve(garage, atelier);
  await atelier.sync.synchronise(garage.name, { received: 1, sent: 0 });

  const { page, inventory } = atelier;
  const wrong: string[] = [];
  page.on('dialog', (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => wrong.push(`popup: ${popup.url()}`));
  await inventory.open();
  const panel = await inventory.openItem('Trap');
  await expect(inventory.own(panel, `Link ${addresses.length}`).getByRole('link')).toHaveAttribute(
    'href',
    control,
  );
  for (const [n, address] of addresses.entries()) {
    const shown = inventory.own(panel, `Link ${n}`);
    await expect(shown).toContainText(address.trim());
    await expect(shown.locator('a, [href], [onclick]')).toHaveCount(0);
    await shown.click();
  }
  await page.goto(`/inventory/${id}`);
  await expect(page.getByText('javascript:').first()).toBeVisible();
  const hrefs = await page
    .locator('a[href]')
    .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).protocol));
  expect(hrefs.filter((protocol) => !/^https?:$/.test(protocol))).toEqual([]);
  expect(wrong).toEqual([]);
  expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false);
});
