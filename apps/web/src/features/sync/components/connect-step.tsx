import type { Peer } from '@brique/shared';
import { Badge, Button, Loader } from '@mantine/core';
import { IconAntennaOff, IconCheck, IconUserCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BrickMark } from '../../../components/ui/brick-mark.js';
import { InstanceId } from '../../../components/ui/instance-id.js';
import { peersQueryOptions } from '../api/peers.js';
import type { SelfIdentity } from './approve-question.js';
import classes from './connect-step.module.css';
import { usePeerDecisions } from './use-peer-decisions.js';

interface ConnectStepProps {
  self: SelfIdentity;
  discoveryEnabled: boolean;
}

/** How to bring a second instance in: what to do there, who we are, and who was found so far. */
export function ConnectStep({ self, discoveryEnabled }: ConnectStepProps) {
  const { t } = useTranslation();
  const peers = (useQuery(peersQueryOptions()).data ?? []).filter(({ trust }) => trust !== 'revoked');
  return (
    <div className={classes.step}>
      <ol className={classes.how}>
        <li>{t('firstStart.connect.there')}</li>
        <li>{t('firstStart.connect.compare')}</li>
        <li>{t('firstStart.connect.both')}</li>
      </ol>
      <p className={classes.self}>
        {t('firstStart.connect.ourId')}
        <InstanceId id={self.id} size="lg" />
      </p>
      <div role="status">
        {peers.length > 0 && (
          <ul className={classes.found}>
            {peers.map((peer) => (
              <Found key={peer.id} peer={peer} self={self} />
            ))}
          </ul>
        )}
        {peers.length === 0 && (
          <p className={classes.looking}>
            {discoveryEnabled ? <Loader size="sm" aria-hidden /> : <IconAntennaOff size={20} aria-hidden />}
            {discoveryEnabled ? (
              t('firstStart.connect.looking')
            ) : (
              <Link to="/sync" className={classes.link}>
                {t('firstStart.connect.off')}
              </Link>
            )}
          </p>
        )}
      </div>
    </div>
  );
}

function Found({ peer, self }: { peer: Peer; self: SelfIdentity }) {
  const { t } = useTranslation();
  const { approve, isBusy } = usePeerDecisions(peer, self);
  return (
    <li className={classes.peer} data-testid="found-peer">
      <BrickMark id={peer.id} size={34} />
      <span className={classes.name}>{peer.name}</span>
      <InstanceId id={peer.id} />
      {peer.trust === 'trusted' ? (
        <Badge color="moss" leftSection={<IconCheck size={12} aria-hidden />}>
          {t('sync.isApproved')}
        </Badge>
      ) : (
        <Button
          size="compact-md"
          leftSection={<IconUserCheck size={18} aria-hidden />}
          aria-label={t('sync.approveName', { name: peer.name })}
          loading={isBusy}
          onClick={approve}
        >
          {t('sync.approve')}
        </Button>
      )}
    </li>
  );
}
