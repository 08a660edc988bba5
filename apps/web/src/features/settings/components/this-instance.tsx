import { Group, Skeleton, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BrickMark } from '../../../components/ui/brick-mark.js';
import { Card } from '../../../components/ui/card.js';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { Facts } from '../../../components/ui/facts.js';
import { InstanceId } from '../../../components/ui/instance-id.js';
import { settingsQueryOptions } from '../api/settings.js';
import { AnnounceButton } from './announce-button.js';
import { OwnAddress } from './own-address.js';
import classes from './this-instance.module.css';

/** Who we are for the others, and whether they can find us; what can be changed about it stands in the settings. */
export function ThisInstance() {
  const { t } = useTranslation();
  const settings = useQuery(settingsQueryOptions());

  if (settings.isError && !settings.data) {
    return (
      <ErrorPanel
        title={t('settings.failed')}
        error={settings.error}
        onRetry={() => void settings.refetch()}
      />
    );
  }
  if (!settings.data) return <Skeleton h={230} radius="md" />;
  const { instanceId, instanceName, gossipPort, discoveryEnabled, autoSyncEnabled } = settings.data;

  return (
    <Card aria-labelledby="this-instance" className={classes.plate}>
      <Group gap="sm" mb="md" wrap="nowrap">
        <BrickMark id={instanceId} size={34} />
        <Title order={2} id="this-instance">
          {t('settings.thisInstance')}
        </Title>
      </Group>
      <div className={classes.columns}>
        <Facts
          facts={[
            { label: t('settings.nameShort'), value: instanceName },
            {
              label: t('settings.id'),
              value: <InstanceId id={instanceId} copyLabel={t('settings.copyId')} />,
            },
            {
              label: t('settings.address'),
              value: <OwnAddress port={gossipPort} />,
              isWide: true,
            },
          ]}
        />
        <Facts
          columns="roomy"
          facts={[
            {
              label: t('settings.discovery'),
              value: t(discoveryEnabled ? 'settings.discoveryOn' : 'settings.discoveryOff'),
              isWide: true,
            },
            {
              label: t('settings.autoSync'),
              value: t(autoSyncEnabled ? 'settings.autoSyncOn' : 'settings.autoSyncOff'),
              isWide: true,
            },
          ]}
        />
      </div>
      <div className={classes.ways}>
        {discoveryEnabled && <AnnounceButton />}
        <Link to="/settings" hash="network" className={classes.link}>
          {t('settings.change')}
        </Link>
      </div>
    </Card>
  );
}
