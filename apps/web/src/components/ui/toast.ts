import { notifications, notificationsStore } from '@mantine/notifications';
import i18next from 'i18next';
import type { ReactNode } from 'react';

/** Long enough to read two lines and reach a button in them. */
const TOAST_MS = 8000;

/** A message that stays until it is closed; each is there once. */
const LASTING = 'lasting';

/** What was done last is told at once: it takes the place of the oldest message, rather than wait for it to pass. */
function makeRoom(): void {
  const { notifications: shown, limit } = notificationsStore.getState();
  const passing = shown.filter(({ id }) => id !== LASTING);
  for (const { id } of passing.slice(0, Math.max(0, shown.length - limit + 1))) if (id) hideToast(id);
}

/**
 * Shows a message in the corner for a while.
 * @param message text, or text with a button
 * @param tone what colour says, the text says too
 * @returns an id for `hideToast`
 */
export function showToast(message: ReactNode, tone: 'good' | 'bad' = 'good', title?: string): string {
  makeRoom();
  return notifications.show({
    message,
    title: title ?? null,
    color: tone === 'good' ? 'moss' : 'red',
    autoClose: TOAST_MS,
    withBorder: true,
    closeButtonProps: { 'aria-label': i18next.t('common.close') },
    role: tone === 'good' ? 'status' : 'alert',
  });
}

/** Shows a message that stays until it is closed; each is there once. @param message with what to do about it */
export function showLastingToast(message: ReactNode): void {
  notifications.show({
    id: LASTING,
    message,
    autoClose: false,
    withBorder: true,
    closeButtonProps: { 'aria-label': i18next.t('common.close') },
    role: 'status',
  });
}

export function hideToast(id: string): void {
  notifications.hide(id);
}
