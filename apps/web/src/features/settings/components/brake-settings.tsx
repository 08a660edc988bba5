import { BRAKE } from '@brique/shared';
import { Group, NativeSelect, Skeleton, Stack, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { settingsQueryOptions } from '../api/settings.js';
import { SavedNote } from './saved-note.js';
import { useSavedSetting } from './use-saved-setting.js';

/** Offered limits; one that was chosen otherwise is offered besides. */
const ITEMS = [5, 10, BRAKE.items.default, 50, 100, 500];
const PERCENT = [5, 10, BRAKE.percent.default, 30, 50, 75];

/** Whether a synchronisation that deletes or overwrites much at once waits for the owner, and what counts as much. */
export function BrakeSettings() {
  const { t, i18n } = useTranslation();
  const settings = useQuery(settingsQueryOptions()).data;
  const setting = useSavedSetting();
  if (!settings) return <Skeleton h={60} radius="md" />;

  const { brakeEnabled, brakeItems, brakePercent } = { ...settings, ...setting.pending };
  const among = (offered: readonly number[], chosen: number) =>
    [...new Set([...offered, chosen])].toSorted((a, b) => a - b);
  const share = new Intl.NumberFormat(i18n.language, { style: 'percent' });

  return (
    <Stack gap="sm">
      <Switch
        label={t('held.brake')}
        description={brakeEnabled ? t('held.brakeOn') : t('held.brakeOff')}
        checked={brakeEnabled}
        disabled={setting.isBusy}
        onChange={(event) => setting.save({ brakeEnabled: event.currentTarget.checked })}
      />
      {brakeEnabled && (
        <Group gap="sm" align="flex-end">
          <NativeSelect
            label={t('held.brakeItems')}
            value={String(brakeItems)}
            data={among(ITEMS, brakeItems).map((count) => ({
              value: String(count),
              label: t('held.brakeItemsValue', { count }),
            }))}
            disabled={setting.isBusy}
            onChange={(event) => setting.save({ brakeItems: Number(event.currentTarget.value) })}
          />
          <NativeSelect
            label={t('held.brakePercent')}
            value={String(brakePercent)}
            data={among(PERCENT, brakePercent).map((percent) => ({
              value: String(percent),
              label: t('held.brakePercentValue', { share: share.format(percent / 100) }),
            }))}
            disabled={setting.isBusy}
            onChange={(event) => setting.save({ brakePercent: Number(event.currentTarget.value) })}
          />
        </Group>
      )}
      <SavedNote setting={setting} />
    </Stack>
  );
}
