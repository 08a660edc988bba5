import type { SyncProgress as SyncProgressState } from '@brique/shared';
import { Button, Group, Progress, Text, VisuallyHidden } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/use-formats.js';

interface SyncProgressProps {
  /** The other instance's name. */
  name: string;
  /** null while the session has not said anything yet. */
  progress: SyncProgressState | null;
  isCancelling: boolean;
  onCancel: () => void;
}

/** A running session: phase in words, how far, how many bytes, and a way to stop it. */
export function SyncProgress({ name, progress, isCancelling, onCancel }: SyncProgressProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const phase = t(`sync.phase.${progress?.phase ?? 'connecting'}`);
  const total = progress?.total ?? null;
  const done = progress?.done ?? 0;
  const isKnown = total !== null && total > 0;

  const words = () => {
    if (isKnown) return t('sync.progress', { phase, done, total });
    return done > 0 ? t('sync.progressOpen', { phase, count: done }) : `${phase}…`;
  };

  return (
    <div data-testid="sync-progress">
      <Group justify="space-between" gap="xs" mb={6} wrap="nowrap" align="flex-end">
        <div>
          <Text size="sm" fw={600}>
            {words()}
          </Text>
          <Text size="sm" c="dimmed">
            {t('sync.exchanged', { bytes: formats.bytes(progress?.bytes ?? 0) })}
          </Text>
        </div>
        <Button
          size="compact-sm"
          variant="default"
          flex="none"
          leftSection={<IconPlayerStop size={16} aria-hidden />}
          aria-label={t('sync.cancelName', { name })}
          loading={isCancelling}
          onClick={onCancel}
        >
          {t('sync.cancel')}
        </Button>
      </Group>
      <Progress
        color="steel"
        size="lg"
        value={isKnown ? Math.min(100, (done / total) * 100) : 100}
        animated={!isKnown}
        striped={!isKnown}
        aria-label={t('sync.progressLabel', { name })}
      />
      {/* Only the phase is announced: the numbers change several times a second. */}
      <VisuallyHidden role="status">{phase}</VisuallyHidden>
    </div>
  );
}
