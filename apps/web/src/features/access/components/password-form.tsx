import { Button, Group, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showToast } from '../../../components/ui/toast.js';
import { type ApiProblem, asProblem } from '../../../lib/api-client.js';
import { useProblemTexts } from '../../../lib/problem-text.js';
import { useChangePassword } from '../api/session.js';
import { AccountName } from './account-name.js';
import { PasswordField } from './password-field.js';

export type PasswordAct = 'set' | 'change' | 'remove';

interface PasswordFormProps {
  act: PasswordAct;
  onClose: () => void;
}

/** Sets, changes or takes away the password. Keeps what was typed when the server refuses it. */
export function PasswordForm({ act, onClose }: PasswordFormProps) {
  const { t } = useTranslation();
  const texts = useProblemTexts();
  const change = useChangePassword();
  const [typed, setTyped] = useState({ current: '', password: '', again: '' });
  const [fault, setFault] = useState<ApiProblem | 'differs' | null>(null);
  const type = (part: Partial<typeof typed>) => {
    setTyped({ ...typed, ...part });
    setFault(null);
  };
  const needsCurrent = act !== 'set';
  const needsNew = act !== 'remove';
  const isComplete =
    (!needsCurrent || typed.current !== '') && (!needsNew || (typed.password !== '' && typed.again !== ''));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete) return;
    if (needsNew && typed.password !== typed.again) return setFault('differs');
    change.mutate(
      { ...(needsCurrent && { current: typed.current }), password: needsNew ? typed.password : null },
      {
        onSuccess: () => {
          showToast(t(needsNew ? 'access.saved' : 'access.removed'));
          onClose();
        },
        onError: (error) => setFault(asProblem(error)),
      },
    );
  };
  const errorOf = (field: 'current' | 'password') => {
    if (fault === null || fault === 'differs') return null;
    const found = fault.errors.find((each) => each.field === field);
    if (found) return texts.field(found).text;
    // What is not about a field stands at the first one.
    if (fault.errors.length > 0 || (field === 'password') === needsCurrent) return null;
    return fault.retryAfter === null
      ? texts.problem(fault).text
      : t('access.wait', { seconds: fault.retryAfter });
  };

  return (
    <form onSubmit={submit} noValidate>
      <AccountName />
      <Stack gap="sm">
        {needsCurrent && (
          <PasswordField
            autoFocus
            label={t('access.current')}
            autoComplete="current-password"
            value={typed.current}
            error={errorOf('current')}
            onChange={(current) => type({ current })}
          />
        )}
        {needsNew && (
          <>
            <PasswordField
              autoFocus={!needsCurrent}
              label={t('access.new')}
              description={t('access.newHint')}
              autoComplete="new-password"
              value={typed.password}
              error={errorOf('password')}
              onChange={(password) => type({ password })}
            />
            <PasswordField
              label={t('access.again')}
              autoComplete="new-password"
              value={typed.again}
              error={fault === 'differs' ? t('access.differs') : null}
              onChange={(again) => type({ again })}
            />
          </>
        )}
        <Group gap="sm">
          <Button type="submit" loading={change.isPending} disabled={!isComplete}>
            {t(needsNew ? 'access.save' : 'access.remove')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
