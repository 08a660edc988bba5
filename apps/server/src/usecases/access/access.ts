import type { SessionInfo } from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import type { WallClock } from '../clock.js';
import type { Events } from '../events.js';
import type { SettingsStore } from '../settings/settings-store.js';
import { createPageSessions, type PageSession } from './page-sessions.js';
import { asPasswordHash, hashPassword, invalidPassword, isPassword, type PasswordHash } from './password.js';
import { createSignInLimits } from './sign-in-limits.js';

/** Who may use the page. Without a password: whoever reaches it, which then is this computer alone. With one: who gave it. */
export interface Access {
  isPasswordSet(): boolean;
  /** @param token of the browser's cookie */
  info(token: string | undefined): SessionInfo;
  /** @returns null when the password has to be given first */
  admit(token: string | undefined): PageSession | null;
  /**
   * @param password as typed
   * @param address where the request comes from
   * @returns the token of a new session
   * @throws BriqueError `password_wrong`, `conflict` when no password is set; WaitError
   */
  signIn(password: string, address: string): Promise<string>;
  signOut(token: string | undefined): void;
  /**
   * Sets, changes or takes away the password. All browsers are signed out.
   * @param current needed when one is set
   * @param password null: no password
   * @returns the token of a new session; null when there is no password any more
   * @throws BriqueError `invalid_input`; `conflict` when the page is on the network, which takes a password; WaitError
   */
  change(current: unknown, password: unknown, address: string): Promise<string | null>;
  /** Sets the password that came with the start, unless it is that already. @throws BriqueError `invalid_input` */
  give(password: string): Promise<void>;
}

export interface AccessContext {
  readonly store: SettingsStore;
  readonly wall: WallClock;
  readonly events: Events;
  /** Whether the page is served beyond loopback. */
  readonly isOnNetwork: boolean;
}

/** The name of the password's hash in the settings table. */
const KEY = 'password';

export async function createAccess({ store, wall, events, isOnNetwork }: AccessContext): Promise<Access> {
  let known = asPasswordHash((await store.all())[KEY]);
  const sessions = createPageSessions(wall);
  const limits = createSignInLimits(wall);
  // One at a time: each takes 32 MiB, and anybody can ask.
  let turn: Promise<unknown> = Promise.resolve();
  const matches = (password: string, hash: PasswordHash): Promise<boolean> => {
    const mine = turn.then(() => isPassword(password, hash));
    turn = mine.catch(() => undefined);
    return mine;
  };
  const tryPassword = async (password: string, hash: PasswordHash, address: string): Promise<boolean> => {
    limits.begin(address);
    const isRight = await matches(password, hash);
    if (isRight) limits.succeeded(address);
    return isRight;
  };
  const keep = async (hash: PasswordHash | null) => {
    await store.save({ [KEY]: hash });
    known = hash;
    sessions.endAll();
    events.emit('settings-changed', {});
  };

  return {
    isPasswordSet: () => known !== null,
    info: (token) => ({
      passwordSet: known !== null,
      signedIn: known === null || (token !== undefined && sessions.isOpen(token)),
      onNetwork: isOnNetwork,
    }),
    admit: (token) => (token === undefined ? null : sessions.use(token)),
    async signIn(password, address) {
      const hash = known;
      if (hash === null) throw new BriqueError('conflict', 'No password is set here, and none is asked for.');
      if (!(await tryPassword(password, hash, address)) || hash !== known) {
        throw new BriqueError('password_wrong', 'This is not the password.');
      }
      return sessions.open();
    },
    signOut(token) {
      if (token !== undefined) sessions.end(token);
    },
    async change(current, password, address) {
      const before = known;
      if (password === null && isOnNetwork) {
        throw new BriqueError(
          'conflict',
          'On the network the page needs a password; it can only be changed.',
        );
      }
      if (before !== null) {
        if (typeof current !== 'string' || current === '') {
          throw invalidPassword('current', 'required', 'Give the current password.');
        }
        if (!(await tryPassword(current, before, address))) {
          throw invalidPassword('current', 'password_wrong', 'This is not the current password.');
        }
      }
      const next = password === null ? null : await hashPassword(password);
      if (known !== before) throw new BriqueError('conflict', 'The password was changed in the meantime.');
      await keep(next);
      return next === null ? null : sessions.open();
    },
    async give(password) {
      if (known !== null && (await matches(password, known))) return;
      await keep(await hashPassword(password));
    },
  };
}
