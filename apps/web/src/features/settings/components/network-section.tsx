import type { Settings } from '@brique/shared';
import { Switch } from '@mantine/core';
import { IconAntenna } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AutoSyncSettings } from './auto-sync-settings.js';
import { BrakeSettings } from './brake-settings.js';
import { SavedNote } from './saved-note.js';
import { SettingsSection } from './settings-section.js';
import { useSavedSetting } from './use-saved-setting.js';

/** How this instance and the others find each other and stay alike. */
export function NetworkSection({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const setting = useSavedSetting();
  const { discoveryEnabled } = { ...settings, ...setting.pending };
  return (
    <SettingsSection
      anchor="network"
      icon={<IconAntenna />}
      title={t('settings.network')}
      text={t('settings.networkText')}
    >
      <div>
        <Switch
          label={t('settings.discovery')}
          description={discoveryEnabled ? t('settings.discoveryOn') : t('settings.discoveryOff')}
          checked={discoveryEnabled}
          disabled={setting.isBusy}
          onChange={(event) => setting.save({ discoveryEnabled: event.currentTarget.checked })}
        />
        <SavedNote setting={setting} />
      </div>
      <AutoSyncSettings />
      <BrakeSettings />
    </SettingsSection>
  );
}
