import { modals } from '@mantine/modals';
import type { ReactNode } from 'react';

interface ConfirmRequest {
  title: string;
  /** What follows from it, in full sentences. */
  children: ReactNode;
  confirm: string;
  cancel: string;
  /** Red for what shuts a door or loses something. */
  isDangerous?: boolean;
  size?: 'md' | 'lg';
  onConfirm: () => void;
  onCancel?: () => void;
}

/** Asks before something that cannot simply be undone. Without a close button, so that focus starts on Cancel. */
export function askToConfirm(request: ConfirmRequest): void {
  const { title, children, confirm, cancel, isDangerous = false, size = 'md', onConfirm, onCancel } = request;
  modals.openConfirmModal({
    title,
    children,
    size,
    withCloseButton: false,
    labels: { confirm, cancel },
    confirmProps: isDangerous ? { color: 'red' } : {},
    // Above a drawer that may be open.
    zIndex: 300,
    onConfirm,
    ...(onCancel ? { onCancel } : {}),
  });
}
