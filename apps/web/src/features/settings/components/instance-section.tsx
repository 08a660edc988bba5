import type { Settings } from '@brique/shared';
import { IconId } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../../components/ui/facts.js';
import { InstanceId } from '../../../components/ui/instance-id.js';
import { NameSetting } from './name-setting.js';
import { OwnAddress } from './own-address.js';
import { SettingsSection } from './settings-section.js';

/** Who we are for the others. */
export function InstanceSection({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  return (
    <SettingsSection
      anchor="instance"
      icon={<IconId />}
      title={t('settings.thisInstance')}
      text={t('settings.instanceText')}
    >
      <NameSetting name={settings.instanceName} />
      <Facts
        facts={[
          {
            label: t('settings.id'),
            value: <InstanceId id={settings.instanceId} copyLabel={t('settings.copyId')} />,
          },
          { label: t('settings.port'), value: String(settings.gossipPort) },
          { label: t('settings.address'), value: <OwnAddress port={settings.gossipPort} />, isWide: true },
        ]}
      />
    </SettingsSection>
  );
}
