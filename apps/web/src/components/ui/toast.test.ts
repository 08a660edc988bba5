import { notificationsStore } from '@mantine/notifications';
import { afterEach, expect, test } from 'vitest';
import { showLastingToast, showToast } from './toast.js';

const shown = () => notificationsStore.getState().notifications.map(({ message }) => message);

afterEach(() =>
  notificationsStore.setState({ ...notificationsStore.getState(), notifications: [], queue: [], limit: 4 }),
);

test('the newest message shows at once: the oldest makes room, one that lasts does not', () => {
  notificationsStore.updateState((state) => ({ ...state, limit: 4 }));
  showLastingToast('a new version');
  for (const message of ['one', 'two', 'three', 'four', 'five']) showToast(message);
  expect(shown()).toHaveLength(4);
  expect(shown()).toEqual(expect.arrayContaining(['a new version', 'three', 'four', 'five']));
  expect(notificationsStore.getState().queue).toEqual([]);
});
