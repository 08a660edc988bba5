import { HISTORY_DAYS, type HistorySize } from '@brique/shared';
import { NativeSelect, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/use-formats.js';
import { useNow } from '../../../lib/use-now.js';
import { historySizeQueryOptions } from '../api/history-size.js';
import { settingsQueryOptions } from '../api/settings.js';
import { SavedNote } from './saved-note.js';
import { useSavedSetting } from './use-saved-setting.js';

const FOR_EVER = 'forEver';
const WORDS = {
  90: 'settings.history.threeMonths',
  365: 'settings.history.year',
  1825: 'settings.history.fiveYears',
} as const;

/** How long earlier states of items are kept, and the room that they take. */
export function HistorySettings() {
  const { t } = useTranslation();
  const settings = useQuery(settingsQueryOptions()).data;
  const size = useQuery(historySizeQueryOptions()).data;
  const setting = useSavedSetting();
  if (!settings) return <Skeleton h={60} radius="md" />;

  const { historyDays } = { ...settings, ...setting.pending };
  const isShorter =
    setting.note?.kind === 'saved' &&
    (setting.note.before.historyDays ?? Infinity) > (historyDays ?? Infinity);
  return (
    <Stack gap="xs">
      <NativeSelect
        label={t('settings.history.keep')}
        description={t('settings.history.text')}
        value={String(historyDays ?? FOR_EVER)}
        data={[
          ...HISTORY_DAYS.map((days) => ({ value: String(days), label: t(WORDS[days]) })),
          { value: FOR_EVER, label: t('settings.history.forEver') },
        ]}
        disabled={setting.isBusy}
        onChange={({ currentTarget: { value } }) =>
          setting.save({ historyDays: value === FOR_EVER ? null : Number(value) })
        }
      />
      <Text size="sm" c="dimmed" data-testid="history-size">
        {size === undefined ? t('common.dash') : <SizeWords size={size} />}
      </Text>
      {isShorter && <Text size="sm">{t('settings.history.fromTomorrow')}</Text>}
      <SavedNote setting={setting} />
    </Stack>
  );
}

function SizeWords({ size: { entries, bytes, recordedSince } }: { size: HistorySize }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const since = formats.moment(recordedSince, now);
  return t('settings.history.size', { count: entries, size: formats.bytes(bytes), since });
}
