import { Button, Group, Progress, Text, Title } from '@mantine/core';
import { IconPlayerStop, IconStethoscope } from '@tabler/icons-react';
import { type RefObject, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { LiveRegion } from '../../../components/ui/live-region.js';
import type { NetworkCheck as NetworkCheckState } from '../api/network-check.js';
import { NetworkReport } from './network-report.js';

interface NetworkCheckProps {
  check: NetworkCheckState;
  /** Where to lead whoever asks from elsewhere on the page. */
  cardRef: RefObject<HTMLElement | null>;
}

/** Finds out why an instance is not found or not reached, and says what to do. */
export function NetworkCheck({ check, cardRef }: NetworkCheckProps) {
  const { t } = useTranslation();
  const titleId = useId();
  const { isRunning, report, problem } = check;
  return (
    <Card aria-labelledby={titleId} ref={cardRef} tabIndex={-1} data-testid="network-check">
      <Title order={2} id={titleId} mb="xs">
        {t('doctor.title')}
      </Title>
      <Text c="dimmed" maw="40rem" mb="md">
        {t('doctor.intro')}
      </Text>
      {isRunning ? (
        <Running check={check} />
      ) : (
        <Button
          variant="default"
          leftSection={<IconStethoscope size={18} aria-hidden />}
          onClick={check.start}
        >
          {report ? t('doctor.again') : t('doctor.start')}
        </Button>
      )}
      <LiveRegion role="status">
        {!isRunning && problem !== null && (
          <ErrorPanel title={t('doctor.failed')} error={problem} onRetry={check.start} />
        )}
        {!isRunning && problem === null && report !== null && <NetworkReport report={report} />}
      </LiveRegion>
    </Card>
  );
}

function Running({ check: { progress, stop } }: { check: NetworkCheckState }) {
  const { t } = useTranslation();
  const { done, total } = progress ?? { done: 0, total: 0 };
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={6} wrap="nowrap">
        <Text size="sm" fw={600}>
          {total > 0 ? t('doctor.progress', { done, total }) : t('doctor.running')}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          flex="none"
          leftSection={<IconPlayerStop size={16} aria-hidden />}
          onClick={stop}
        >
          {t('doctor.stop')}
        </Button>
      </Group>
      <Progress
        color="steel"
        size="lg"
        value={total > 0 && done > 0 ? (done / total) * 100 : 100}
        animated={done === 0}
        striped={done === 0}
        aria-label={t('doctor.progressLabel')}
      />
    </div>
  );
}
