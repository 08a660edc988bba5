import { Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { askToConfirm } from '../../../components/ui/confirm.js';

/**
 * Asks before a form with typed changes is left, by whatever way: its buttons, Escape, the back button, closing the tab.
 * @param isDirty whether leaving now would lose something
 * @returns `allow`, to call once everything is saved
 */
export function useUnsavedGuard(isDirty: () => boolean): { allow: () => void } {
  const { t } = useTranslation();
  const allowed = useRef(false);
  const wouldLose = () => !allowed.current && isDirty();
  useBlocker({
    shouldBlockFn: () => {
      if (!wouldLose()) return false;
      return new Promise<boolean>((resolve) => {
        askToConfirm({
          title: t('form.discardTitle'),
          children: <Text>{t('form.discardText')}</Text>,
          confirm: t('form.discard'),
          cancel: t('form.keep'),
          isDangerous: true,
          onConfirm: () => resolve(false),
          onCancel: () => resolve(true),
        });
      });
    },
    enableBeforeUnload: wouldLose,
  });
  return {
    allow: () => {
      allowed.current = true;
    },
  };
}
