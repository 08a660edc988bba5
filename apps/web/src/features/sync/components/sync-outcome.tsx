import type { SyncResult } from '@brique/shared';
import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconHandStop, IconHourglass } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LiveRegion } from '../../../components/ui/live-region.js';
import type { ApiProblem } from '../../../lib/api-client.js';
import { failureText, type SyncFailure } from '../sync-error.js';
import { PeerProblem } from './peer-problem.js';

interface SyncOutcomeProps {
  name: string;
  result: SyncResult | null;
  /** Of a session, or why none could begin. */
  failure: SyncFailure | ApiProblem | null;
  /** Looks why the other one cannot be reached. */
  onCheckNetwork: () => void;
}

/** Failures that a look at the network can explain. */
const EXPLAINED: ReadonlySet<string> = new Set([
  'peer_unreachable',
  'connection_lost',
  'identity_mismatch',
  'clock_skew',
  'protocol_mismatch',
]);

/** What came of the last session, beside the button that started it. */
export function SyncOutcome({ name, result, failure, onCheckNetwork }: SyncOutcomeProps) {
  return (
    <LiveRegion role="status">
      {failure ? (
        <Failure name={name} failure={failure} onCheckNetwork={onCheckNetwork} />
      ) : (
        result && <Success result={result} />
      )}
    </LiveRegion>
  );
}

function Success({ result }: { result: SyncResult }) {
  const { t } = useTranslation();
  const { itemsReceived, itemsSent, conflicts, rejected, held, heldThere, identical } = result;
  const isHeld = held + heldThere > 0;
  const counts =
    itemsReceived + itemsSent === 0
      ? t('sync.outcomeNothing')
      : t('sync.outcome', {
          received: t('sync.received', { count: itemsReceived }),
          sent: t('sync.sent', { count: itemsSent }),
        });
  return (
    <Alert color={identical ? 'moss' : 'ochre'} icon={<IconCircleCheck aria-hidden />} p="sm">
      {(itemsReceived + itemsSent > 0 || !isHeld) && (
        <Text size="sm">
          {counts} {identical ? t('sync.identical') : !isHeld && t('sync.notIdentical')}
        </Text>
      )}
      {held > 0 && <Text size="sm">{t('held.outcomeHere', { count: held })}</Text>}
      {heldThere > 0 && <Text size="sm">{t('held.outcomeThere', { count: heldThere })}</Text>}
      {conflicts > 0 && <Text size="sm">{t('sync.history.conflicts', { count: conflicts })}</Text>}
      {rejected > 0 && <Text size="sm">{t('sync.history.rejected', { count: rejected })}</Text>}
    </Alert>
  );
}

interface FailureProps {
  name: string;
  failure: SyncFailure | ApiProblem;
  onCheckNetwork: () => void;
}

function Failure({ name, failure, onCheckNetwork }: FailureProps) {
  const { t } = useTranslation();
  const { code, detail = '' } = failure;
  if (code === 'cancelled') {
    return (
      <Alert color="ochre" icon={<IconHandStop aria-hidden />} p="sm">
        <Text size="sm">{t('sync.stopped')}</Text>
      </Alert>
    );
  }
  // Approved here but not there is no mishap, it is the usual state between the two approvals.
  if (code === 'peer_refused' && failureText({ code, detail }) === 'peer_refused') {
    return (
      <Alert color="ochre" icon={<IconHourglass aria-hidden />} title={t('sync.waitingTitle')} p="sm">
        <Text size="sm">{t('sync.waitingApproval', { name })}</Text>
      </Alert>
    );
  }
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={t('sync.failedTitle')} p="sm">
      <Text size="sm" component="div">
        <PeerProblem problem={failure} peerName={name} />
      </Text>
      {EXPLAINED.has(code) && (
        <Button variant="default" size="compact-sm" mt="xs" onClick={onCheckNetwork}>
          {t('doctor.link')}
        </Button>
      )}
    </Alert>
  );
}
