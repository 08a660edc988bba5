import { Button, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { TermsFields } from '../../../components/ui/terms-fields.js';
import { type TermsChoice, termsOf, USUAL_TERMS } from '../../../lib/trust-terms.js';
import { inviteQueryOptions, useOpenInvite, useWithdrawInvite } from '../api/invites.js';
import { InviteEnd } from './invite-end.js';
import { OpenInvite } from './open-invite.js';

/** Shows an invite as long as it is open, then what became of it. Closing takes it back. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [terms, setTerms] = useState<TermsChoice>(USUAL_TERMS);
  const { mutate: open, data: opened, isPending, error } = useOpenInvite();
  const withdraw = useWithdrawInvite();
  // Asked for only once ours is open: an answer about an earlier one might come later than ours.
  const latest = useQuery({ ...inviteQueryOptions(), enabled: opened !== undefined }).data;

  useEffect(() => open(termsOf(USUAL_TERMS, Date.now())), [open]);
  const invite = (chosen: TermsChoice) => {
    setTerms(chosen);
    open(termsOf(chosen, Date.now()));
  };
  // Until it has been opened, what is known is an invite of an earlier time.
  const current = opened === undefined || isPending ? null : latest;

  const close = () => {
    if (current?.state === 'open') withdraw.mutate();
    onClose();
  };

  const content = () => {
    if (error)
      return <ErrorPanel title={t('pairing.inviteFailed')} error={error} onRetry={() => invite(terms)} />;
    if (!current) return <Skeleton h={280} radius="md" />;
    if (current.state !== 'open' || current.link === null) {
      return <InviteEnd invite={current} onAgain={() => invite(terms)} onClose={close} />;
    }
    return (
      <>
        <OpenInvite link={current.link} expiresAt={current.expiresAt} />
        <TermsFields terms={terms} onChange={invite} />
        <Text size="sm" c="dimmed">
          {t('pairing.inviteCare')}
        </Text>
        <Button variant="default" onClick={close} style={{ alignSelf: 'flex-start' }}>
          {t('pairing.withdraw')}
        </Button>
      </>
    );
  };

  return (
    <Modal
      opened
      onClose={close}
      title={t('pairing.inviteTitle')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">{content()}</Stack>
    </Modal>
  );
}
