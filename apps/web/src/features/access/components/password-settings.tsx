import { Button, Group, Skeleton, Text } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../../components/ui/problem-message.js';
import { showToast } from '../../../components/ui/toast.js';
import { sessionQueryOptions, useSignOut } from '../api/session.js';
import { type PasswordAct, PasswordForm } from './password-form.js';

/** Whether a password is set, and what can be done about it. */
export function PasswordSettings() {
  const { t } = useTranslation();
  const session = useQuery(sessionQueryOptions());
  const signOut = useSignOut();
  const [act, setAct] = useState<PasswordAct | null>(null);
  if (session.isError && !session.data) {
    return (
      <Text c="red">
        <ProblemMessage error={session.error} />
      </Text>
    );
  }
  if (!session.data) return <Skeleton h={90} radius="md" />;
  const { passwordSet, onNetwork } = session.data;
  const offer = (next: PasswordAct, label: string) => (
    <Button variant="default" onClick={() => setAct(next)}>
      {label}
    </Button>
  );
  return (
    <>
      <div>
        <Text>{t(passwordSet ? 'access.isSet' : 'access.none')}</Text>
        <Text c="dimmed" size="sm" mt={4}>
          {t(onNetwork ? 'access.onNetwork' : 'access.networkHint')}
        </Text>
      </div>
      {act !== null && <PasswordForm act={act} onClose={() => setAct(null)} />}
      {act === null && (
        <Group gap="sm">
          {passwordSet ? offer('change', t('access.change')) : offer('set', t('access.set'))}
          {passwordSet && !onNetwork && offer('remove', t('access.remove'))}
          {passwordSet && (
            <Button
              variant="default"
              leftSection={<IconLogout size={18} aria-hidden />}
              loading={signOut.isPending}
              onClick={() =>
                signOut.mutate(undefined, {
                  onError: (error) => showToast(<ProblemMessage error={error} />, 'bad'),
                })
              }
            >
              {t('access.signOut')}
            </Button>
          )}
        </Group>
      )}
    </>
  );
}
