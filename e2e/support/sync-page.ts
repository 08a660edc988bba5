import { expect, type Locator, type Page, type Request } from '@playwright/test';
import { type HistoryEntry, readHistory } from './history.js';
import type { Words } from './words.js';

/** The Synchronisation page, by what a person sees and clicks. */
export class SyncPage {
  readonly history: Locator;
  readonly addressField: Locator;

  constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    this.history = page.getByTestId('history-item');
    this.addressField = page.getByLabel(words.say('sync.add.address'), { exact: true });
  }

  async open(): Promise<void> {
    await this.page.getByRole('link', { name: this.words.say('shell.sync'), exact: true }).click();
    await expect(this.heading()).toBeVisible();
  }

  heading(): Locator {
    return this.page.getByRole('heading', { level: 1, name: this.words.say('sync.title') });
  }

  /** The panel about the instance whose page this is. */
  thisInstance(): Locator {
    return this.page.getByRole('region', { name: this.words.say('settings.thisInstance') });
  }

  /** The identity of this instance as people read it to each other. */
  async shortId(): Promise<string> {
    return (await this.thisInstance().locator('code').textContent()) ?? '';
  }

  card(name: string): Locator {
    return this.page
      .getByTestId('peer-card')
      .filter({ has: this.page.getByRole('heading', { name, exact: true }) });
  }

  section(key: 'requests' | 'approved' | 'discovered' | 'revoked'): Locator {
    return this.page
      .getByRole('region')
      .filter({ has: this.page.getByRole('heading', { level: 2, name: this.words.say(`sync.${key}`) }) });
  }

  async expectStatus(
    name: string,
    status: 'online' | 'offline' | 'syncing',
    timeout?: number,
  ): Promise<void> {
    const words = this.words.say(`sync.status.${status}`);
    await expect(this.card(name).getByText(words, { exact: true })).toBeVisible(timeout ? { timeout } : {});
  }

  /**
   * Approves, comparing the identities that the question shows with what the other screen says.
   * @param ids theirs, then ours, as the other screen shows them
   */
  async approve(name: string, ids: readonly [string, string]): Promise<void> {
    const { words } = this;
    await this.card(name)
      .getByRole('button', { name: words.say('sync.approveName', { name }) })
      .click();
    const question = this.page.getByRole('dialog', { name: words.say('sync.approveTitle', { name }) });
    await expect(question.locator('code')).toHaveText([...ids]);
    await question.getByRole('button', { name: words.say('sync.approve'), exact: true }).click();
    await expect(question).toBeHidden();
    await expect(this.section('approved').getByRole('heading', { name, exact: true })).toBeVisible();
  }

  /** Revokes; the question is answered with yes. */
  async revoke(name: string): Promise<void> {
    const { words } = this;
    await this.card(name)
      .getByRole('button', { name: words.say('sync.revokeName', { name }) })
      .click();
    const question = this.page.getByRole('dialog', { name: words.say('sync.revokeTitle', { name }) });
    await expect(question).toContainText(words.say('sync.revokeText'));
    await question.getByRole('button', { name: words.say('sync.revoke'), exact: true }).click();
    await expect(question).toBeHidden();
  }

  /** Removes a peer from the page; the question is answered with yes. */
  async remove(name: string): Promise<void> {
    const { words } = this;
    await this.card(name)
      .getByRole('button', { name: words.say('sync.more', { name }) })
      .click();
    await this.page.getByRole('menuitem', { name: words.say('sync.remove') }).click();
    const question = this.page.getByRole('dialog', { name: words.say('sync.removeTitle', { name }) });
    await question.getByRole('button', { name: words.say('sync.remove'), exact: true }).click();
    await expect(question).toBeHidden();
  }

  async add(address: string): Promise<void> {
    await this.addressField.fill(address);
    await this.page.getByRole('button', { name: this.words.say('sync.add.submit'), exact: true }).click();
  }

  syncButton(name: string): Locator {
    return this.card(name).getByRole('button', { name: this.words.say('sync.synchroniseWith', { name }) });
  }

  /** The switch of one instance's card. */
  autoSwitch(name: string): Locator {
    return this.card(name).getByRole('switch', { name: this.words.say('sync.autoName', { name }) });
  }

  /** Takes an instance into automatic synchronisation, or leaves it out. */
  async setAuto(name: string, isOn: boolean): Promise<void> {
    await this.flip(this.autoSwitch(name), isOn);
  }

  /** Goes to where what this instance says about itself is changed. */
  async openSettings(): Promise<void> {
    await this.thisInstance()
      .getByRole('link', { name: this.words.say('settings.change') })
      .click();
    await expect(
      this.page.getByRole('heading', { level: 1, name: this.words.say('settings.title') }),
    ).toBeVisible();
  }

  /** Gives this instance another name, in the settings. */
  async rename(name: string): Promise<void> {
    await this.openSettings();
    await this.page.getByLabel(this.words.say('settings.name')).fill(name);
    await this.page.keyboard.press('Enter');
    await expect(this.page.getByTestId('instance-name')).toHaveText(name);
    await this.open();
  }

  /** Switches automatic synchronisation on or off altogether, in the settings. */
  async setAutoForAll(isOn: boolean): Promise<void> {
    await this.openSettings();
    await this.flip(this.page.getByRole('switch', { name: this.words.say('settings.autoSync') }), isOn);
    await this.open();
  }

  /** A click on what is seen of a switch; the input itself is out of sight. */
  private async flip(toggle: Locator, isOn: boolean): Promise<void> {
    await expect(toggle).toBeChecked({ checked: !isOn });
    await this.page
      .locator(`label[for="${await toggle.getAttribute('id')}"]`)
      .first()
      .click();
    await expect(toggle).toBeChecked({ checked: isOn });
    await expect(toggle).toBeEnabled();
  }

  /** Starts a session; what comes of it is the test's to expect. */
  async startSync(name: string): Promise<void> {
    await this.syncButton(name).click();
  }

  /** Synchronises until the session is over, however it ended: what the card says then is of this session, not of one before. */
  async finishSync(name: string, timeout = 15_000): Promise<void> {
    const answer = this.page.waitForResponse((response) => isSessionCall(response.request()), { timeout });
    let hasBegun = false;
    void this.page.waitForRequest(isSessionCall, { timeout }).then(
      () => {
        hasBegun = true;
      },
      () => undefined,
    );
    await this.startSync(name);
    // Cards move as instances come and go: a click that met none is made again.
    await expect
      .poll(() => hasBegun, { timeout: 3000 })
      .toBe(true)
      .catch(() => this.startSync(name));
    await answer;
  }

  /** Synchronises and expects the card to tell this result. */
  async synchronise(
    name: string,
    counts: { received: number; sent: number },
    timeout?: number,
  ): Promise<void> {
    await this.finishSync(name, timeout);
    await expect(this.card(name)).toContainText(this.outcome(counts));
  }

  /** The words for a session that ended well. */
  outcome({ received, sent }: { received: number; sent: number }): string {
    const { words } = this;
    const counts =
      received + sent === 0
        ? words.say('sync.outcomeNothing')
        : words.say('sync.outcome', {
            received: words.say('sync.received', { count: received }),
            sent: words.say('sync.sent', { count: sent }),
          });
    return `${counts} ${words.say('sync.identical')}`;
  }

  /** Expects the whole history, newest first. */
  async expectHistory(expected: readonly HistoryEntry[]): Promise<void> {
    await expect(this.history).toHaveCount(expected.length);
    await expect.poll(() => readHistory(this.history, this.words)).toEqual(expected);
  }
}

function isSessionCall(request: Request): boolean {
  return request.method() === 'POST' && request.url().endsWith('/sync');
}
