import type { Peer } from '@brique/shared';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { askToConfirm } from '../../../components/ui/confirm.js';
import { showToast } from '../../../components/ui/toast.js';
import { asProblem } from '../../../lib/api-client.js';
import { useSharesName } from '../../../lib/instance-names.js';
import { termsOf, USUAL_TERMS } from '../../../lib/trust-terms.js';
import { useChangePeer, useRemovePeer } from '../api/peers.js';
import { ApproveQuestion, type SelfIdentity } from './approve-question.js';
import { PeerProblem } from './peer-problem.js';

/** Approve, revoke and remove, each behind a dialog that says what follows from it. */
export function usePeerDecisions(peer: Peer, self: SelfIdentity | null) {
  const { t } = useTranslation();
  const change = useChangePeer();
  const removal = useRemovePeer();
  const { id, name } = peer;
  const isSameName = useSharesName(id, name);
  const complain = (error: unknown) => {
    showToast(<PeerProblem problem={asProblem(error)} peerName={name} />, 'bad', t('sync.actionFailed'));
  };

  // Told also when its card has gone to another place meanwhile: what is said to `mutate` goes with the card.
  const decide = (decision: Promise<unknown>, done: string) =>
    void decision.then(() => showToast(done), complain);

  const approve = () => {
    if (!self) return;
    // A guest that was put out does not come back as more than a guest by a click.
    let chosen = { ...USUAL_TERMS, scope: peer.scope };
    askToConfirm({
      title: t('sync.approveTitle', { name }),
      size: 'lg',
      children: (
        <ApproveQuestion
          peer={peer}
          self={self}
          isSameName={isSameName}
          initial={chosen}
          onChoose={(terms) => {
            chosen = terms;
          }}
        />
      ),
      confirm: t('sync.approve'),
      cancel: t('common.cancel'),
      onConfirm: () => {
        const { scope, until } = termsOf(chosen, Date.now());
        const approval = { id, isTrusted: true, scope, trustedUntil: until };
        decide(change.mutateAsync(approval), t('sync.approvedToast', { name }));
      },
    });
  };

  const revoke = () =>
    askToConfirm({
      title: t('sync.revokeTitle', { name }),
      children: <Text>{t('sync.revokeText')}</Text>,
      confirm: t('sync.revoke'),
      cancel: t('common.cancel'),
      isDangerous: true,
      onConfirm: () => decide(change.mutateAsync({ id, isTrusted: false }), t('sync.revokedToast', { name })),
    });

  const remove = () =>
    askToConfirm({
      title: t('sync.removeTitle', { name }),
      children: <Text>{t('sync.removeText')}</Text>,
      confirm: t('sync.remove'),
      cancel: t('common.cancel'),
      isDangerous: true,
      onConfirm: () => decide(removal.mutateAsync(id), t('sync.removedToast', { name })),
    });

  return { approve, revoke, remove, isBusy: change.isPending || removal.isPending };
}
