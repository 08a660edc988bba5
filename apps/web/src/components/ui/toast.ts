import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import type { ReactNode } from 'react';

/** Long enough to read two lines and reach a button in them. */
const TOAST_MS = 8000;

/**
 * Shows a message in the corner for a while.
 * @param message text, or text with a button
 * @param tone what colour says, the text says too
 * @returns an id for `hideToast`
 */
export function showToast(message: ReactNode, tone: 'good' | 'bad' = 'good', title?: string): string {
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
    id: 'lasting',
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
