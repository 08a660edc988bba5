import { modals } from '@mantine/modals';
import type { ReactNode } from 'react';
import footClasses from './form-actions.module.css';

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

/** Asked before the place for questions was there; null once it is. */
let waiting: ConfirmRequest[] | null = [];

/** The place for questions is there: what was asked meanwhile is shown. To be called by it, once mounted. */
export function showWaitingQuestions(): void {
  const asked = waiting ?? [];
  waiting = null;
  asked.forEach(show);
}

/** Asks before something that cannot simply be undone. The focus starts on Cancel: a hasty Enter does nothing. */
export function askToConfirm(request: ConfirmRequest): void {
  if (waiting === null) show(request);
  // An impatient second click asks nothing new.
  else waiting = [request];
}

function show(request: ConfirmRequest): void {
  const { title, children, confirm, cancel, isDangerous = false, size = 'md', onConfirm, onCancel } = request;
  modals.openConfirmModal({
    title,
    children,
    size,
    withCloseButton: false,
    labels: { confirm, cancel },
    cancelProps: { 'data-autofocus': true },
    confirmProps: isDangerous ? { color: 'red' } : {},
    groupProps: { className: footClasses.foot ?? '' },
    // Above a drawer that may be open.
    zIndex: 300,
    onConfirm,
    ...(onCancel ? { onCancel } : {}),
  });
}
