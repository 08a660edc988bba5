import { Button, Modal, Stack, Text, Textarea } from '@mantine/core';
import { IconQrcode } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormActions } from '../../../components/ui/form-actions.js';
import { LinkButton } from '../../../components/ui/link-button.js';
import { TechnicalDetail } from '../../../components/ui/technical-detail.js';
import { TermsFields } from '../../../components/ui/terms-fields.js';
import { showToast } from '../../../components/ui/toast.js';
import { asProblem } from '../../../lib/api-client.js';
import { useProblemTexts } from '../../../lib/problem-text.js';
import { type TermsChoice, termsOf, USUAL_TERMS } from '../../../lib/trust-terms.js';
import { useAcceptInvite } from '../api/invites.js';

interface AcceptDialogProps {
  /** What was scanned before; '' when it is to be pasted. */
  invite: string;
  onClose: () => void;
}

/** Takes another instance's invite: pasted, or scanned before. */
export function AcceptDialog({ invite, onClose }: AcceptDialogProps) {
  const { t } = useTranslation();
  const texts = useProblemTexts();
  const isScanned = invite !== '';
  const [text, setText] = useState(invite);
  const [terms, setTerms] = useState<TermsChoice>(USUAL_TERMS);
  const accept = useAcceptInvite();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate(
      { invite: text, ...termsOf(terms, Date.now()) },
      {
        onSuccess: ({ name }) => {
          showToast(t('pairing.accepted', { name }));
          onClose();
        },
      },
    );
  };

  const words = () => {
    if (!accept.error) return null;
    const problem = asProblem(accept.error);
    const field = problem.errors.find((each) => each.field === 'invite');
    return field ? texts.field(field) : texts.problem(problem);
  };
  const error = words();

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('pairing.acceptTitle')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>{t(isScanned ? 'pairing.acceptScanned' : 'pairing.acceptHow')}</Text>
          <Textarea
            data-autofocus={!isScanned || undefined}
            label={t('pairing.pasteLabel')}
            placeholder="brique:invite?…"
            autosize
            minRows={3}
            maxRows={6}
            spellCheck={false}
            autoComplete="off"
            value={text}
            error={error?.text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              accept.reset();
            }}
          />
          <TechnicalDetail detail={error?.detail ?? null} />
          <TermsFields terms={terms} onChange={setTerms} />
          <FormActions>
            <LinkButton
              to="/scan"
              search={{ for: 'invite' }}
              variant="default"
              leftSection={<IconQrcode size={18} aria-hidden />}
            >
              {t('pairing.scan')}
            </LinkButton>
            <Button
              data-autofocus={isScanned || undefined}
              type="submit"
              loading={accept.isPending}
              disabled={text.trim() === ''}
            >
              {t('pairing.acceptSubmit')}
            </Button>
          </FormActions>
        </Stack>
      </form>
    </Modal>
  );
}
