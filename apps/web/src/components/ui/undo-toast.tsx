import { Button, Group, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { rememberAct } from '../../lib/last-acts.js';
import { hideToast, showToast } from './toast.js';

/**
 * Says what was done, with a button that takes it back; Ctrl+Z does so too, also when the message has gone.
 * @returns an id for `hideToast`
 */
export function showUndoToast(text: string, undo: () => Promise<boolean>): string {
  const act = rememberAct(() => {
    hideToast(toast);
    return undo();
  });
  const toast = showToast(<UndoMessage text={text} onUndo={act} />);
  return toast;
}

function UndoMessage({ text, onUndo }: { text: string; onUndo: () => void }) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between" gap="xs">
      <Text size="sm">{text}</Text>
      <Button
        size="compact-sm"
        variant="light"
        flex="none"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        onClick={onUndo}
      >
        {t('common.undo')}
      </Button>
    </Group>
  );
}
