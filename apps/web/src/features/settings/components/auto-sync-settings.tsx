import { NativeSelect, Skeleton, Stack, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/use-formats.js';
import { settingsQueryOptions } from '../api/settings.js';
import { SavedNote } from './saved-note.js';
import { useSavedSetting } from './use-saved-setting.js';

/** Offered intervals, seconds; one that was chosen otherwise is offered besides. */
const INTERVALS = [60, 300, 900, 3600, 86_400];

/** Whether instances are kept alike without a click, and how often they are compared when nothing else asks for it. */
export function AutoSyncSettings() {
  const { t } = useTranslation();
  const formats = useFormats();
  const settings = useQuery(settingsQueryOptions()).data;
  const setting = useSavedSetting();
  if (!settings) return <Skeleton h={60} radius="md" />;

  const { autoSyncEnabled, autoSyncIntervalSeconds } = { ...settings, ...setting.pending };
  const intervals = [...new Set([...INTERVALS, autoSyncIntervalSeconds])].toSorted((a, b) => a - b);
  const words = (seconds: number) =>
    seconds < 60 ? formats.duration(seconds * 1000) : formats.span(seconds / 60);

  return (
    <Stack gap="sm">
      <Switch
        label={t('settings.autoSync')}
        description={autoSyncEnabled ? t('settings.autoSyncOn') : t('settings.autoSyncOff')}
        checked={autoSyncEnabled}
        disabled={setting.isBusy}
        onChange={(event) => setting.save({ autoSyncEnabled: event.currentTarget.checked })}
      />
      {autoSyncEnabled && (
        <NativeSelect
          maw="16rem"
          label={t('settings.autoSyncInterval')}
          value={String(autoSyncIntervalSeconds)}
          data={intervals.map((seconds) => ({ value: String(seconds), label: words(seconds) }))}
          disabled={setting.isBusy}
          onChange={(event) => setting.save({ autoSyncIntervalSeconds: Number(event.currentTarget.value) })}
        />
      )}
      <SavedNote setting={setting} />
    </Stack>
  );
}
