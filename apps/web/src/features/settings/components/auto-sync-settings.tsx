import type { SettingsInput } from '@brique/shared';
import { NativeSelect, Skeleton, Stack, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../../components/ui/problem-message.js';
import { showToast } from '../../../components/ui/toast.js';
import { useFormats } from '../../../lib/use-formats.js';
import { settingsQueryOptions, useUpdateSettings } from '../api/settings.js';

/** Offered intervals, seconds; one that was chosen otherwise is offered besides. */
const INTERVALS = [60, 300, 900, 3600, 86_400];

/** Whether instances are kept alike without a click, and how often they are compared when nothing else asks for it. */
export function AutoSyncSettings() {
  const { t } = useTranslation();
  const formats = useFormats();
  const settings = useQuery(settingsQueryOptions()).data;
  const update = useUpdateSettings();
  if (!settings) return <Skeleton h={60} radius="md" />;

  const { autoSyncEnabled, autoSyncIntervalSeconds } = settings;
  const change = (changes: SettingsInput) =>
    update.mutate(changes, { onError: (error) => showToast(<ProblemMessage error={error} />, 'bad') });
  const intervals = [...new Set([...INTERVALS, autoSyncIntervalSeconds])].toSorted((a, b) => a - b);
  const words = (seconds: number) =>
    seconds < 60 ? formats.duration(seconds * 1000) : formats.span(seconds / 60);

  return (
    <Stack gap="sm">
      <Switch
        label={t('settings.autoSync')}
        description={autoSyncEnabled ? t('settings.autoSyncOn') : t('settings.autoSyncOff')}
        checked={autoSyncEnabled}
        disabled={update.isPending}
        onChange={(event) => change({ autoSyncEnabled: event.currentTarget.checked })}
      />
      {autoSyncEnabled && (
        <NativeSelect
          maw="16rem"
          label={t('settings.autoSyncInterval')}
          value={String(autoSyncIntervalSeconds)}
          data={intervals.map((seconds) => ({ value: String(seconds), label: words(seconds) }))}
          disabled={update.isPending}
          onChange={(event) => change({ autoSyncIntervalSeconds: Number(event.currentTarget.value) })}
        />
      )}
    </Stack>
  );
}
