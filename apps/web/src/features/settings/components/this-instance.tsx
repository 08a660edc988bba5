import { Group, Skeleton, Stack, Switch, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { BrickMark } from '../../../components/ui/brick-mark.js';
import { Card } from '../../../components/ui/card.js';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { Facts } from '../../../components/ui/facts.js';
import { InstanceId } from '../../../components/ui/instance-id.js';
import { ProblemMessage } from '../../../components/ui/problem-message.js';
import { showToast } from '../../../components/ui/toast.js';
import { settingsQueryOptions, useUpdateSettings } from '../api/settings.js';
import { AnnounceButton } from './announce-button.js';
import { AutoSyncSettings } from './auto-sync-settings.js';
import { InstanceNameForm } from './instance-name-form.js';
import { OwnAddress } from './own-address.js';
import classes from './this-instance.module.css';

/** Who we are for the others: name, identity, address, and whether they can find us. */
export function ThisInstance() {
  const { t } = useTranslation();
  const settings = useQuery(settingsQueryOptions());
  const update = useUpdateSettings();
  const complain = (error: unknown) => showToast(<ProblemMessage error={error} />, 'bad');

  if (settings.isError) {
    return (
      <ErrorPanel
        title={t('settings.failed')}
        error={settings.error}
        onRetry={() => void settings.refetch()}
      />
    );
  }
  if (!settings.data) return <Skeleton h={190} radius="md" />;
  const { instanceId, instanceName, gossipPort, discoveryEnabled } = settings.data;

  return (
    <Card aria-labelledby="this-instance" className={classes.plate}>
      <Group gap="sm" mb="md" wrap="nowrap">
        <BrickMark id={instanceId} size={34} />
        <Title order={2} id="this-instance">
          {t('settings.thisInstance')}
        </Title>
      </Group>
      <div className={classes.columns}>
        <Stack gap="md">
          <InstanceNameForm key={instanceName} name={instanceName} />
          <Facts
            facts={[
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
        </Stack>
        <div className={classes.discovery}>
          <Switch
            label={t('settings.discovery')}
            description={discoveryEnabled ? t('settings.discoveryOn') : t('settings.discoveryOff')}
            checked={discoveryEnabled}
            disabled={update.isPending}
            onChange={(event) =>
              update.mutate({ discoveryEnabled: event.currentTarget.checked }, { onError: complain })
            }
          />
          <AnnounceButton isPossible={discoveryEnabled} />
          <AutoSyncSettings />
        </div>
      </div>
    </Card>
  );
}
