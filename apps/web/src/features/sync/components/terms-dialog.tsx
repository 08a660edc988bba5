import type { Peer } from '@brique/shared';
import { Button, Modal, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormActions } from '../../../components/ui/form-actions.js';
import { TermsFields } from '../../../components/ui/terms-fields.js';
import { showToast } from '../../../components/ui/toast.js';
import { asProblem } from '../../../lib/api-client.js';
import { type TermsChoice, termsOf } from '../../../lib/trust-terms.js';
import { useFormats } from '../../../lib/use-formats.js';
import { useNow } from '../../../lib/use-now.js';
import { useChangePeer } from '../api/peers.js';
import { PeerProblem } from './peer-problem.js';
import { useTermsWords } from './peer-terms.js';

interface TermsDialogProps {
  peer: Pick<Peer, 'id' | 'name' | 'trust' | 'scope' | 'trustedUntil'>;
  onClose: () => void;
}

/** What an instance may do here, and for how long: changed while it is approved, or given anew once its time is over. */
export function TermsDialog({ peer, onClose }: TermsDialogProps) {
  const { id, name, scope, trustedUntil } = peer;
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const wordsOf = useTermsWords();
  const change = useChangePeer();
  // As it was when the window was opened: it may end meanwhile.
  const [isOver] = useState(peer.trust !== 'trusted');
  const end = isOver ? null : trustedUntil;
  const [terms, setTerms] = useState<TermsChoice>({
    scope,
    length: isOver ? 'day' : end === null ? 'open' : 'kept',
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = termsOf(terms, Date.now(), end);
    // One that was revoked meanwhile, in another window, is not let in again by new terms.
    const anew = isOver ? { isTrusted: true } : {};
    // Told also when its card has gone to another place meanwhile, and this window with it.
    void change.mutateAsync({ id, ...anew, scope: given.scope, trustedUntil: given.until }).then(
      () => {
        showToast(t(isOver ? 'sync.renewedToast' : 'sync.termsToast', { name, terms: wordsOf(given) }));
        onClose();
      },
      (error) =>
        showToast(<PeerProblem problem={asProblem(error)} peerName={name} />, 'bad', t('sync.actionFailed')),
    );
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={t(isOver ? 'sync.renewTitle' : 'sync.termsTitle', { name })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {isOver && <Text>{t('sync.renewText')}</Text>}
          <TermsFields
            terms={terms}
            onChange={setTerms}
            end={end === null ? null : formats.moment(end, now)}
          />
          <FormActions>
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={change.isPending}>
              {t(isOver ? 'sync.renew' : 'sync.termsSave')}
            </Button>
          </FormActions>
        </Stack>
      </form>
    </Modal>
  );
}
