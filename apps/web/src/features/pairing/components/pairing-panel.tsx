import { Button, Group, Text, Title } from '@mantine/core';
import { IconMail, IconTicket } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';

const InviteDialog = lazy(() =>
  import('./invite-dialog.js').then((module) => ({ default: module.InviteDialog })),
);
const AcceptDialog = lazy(() =>
  import('./accept-dialog.js').then((module) => ({ default: module.AcceptDialog })),
);

interface PairingPanelProps {
  /** An invite that was scanned or followed, to be accepted. */
  invite?: string | undefined;
  /** The invite has been dealt with. */
  onInviteDone: () => void;
}

/** The short way to let an instance in: one side shows an invite, the other pastes it. */
export function PairingPanel({ invite, onInviteDone }: PairingPanelProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'invite' | 'accept' | null>(null);
  const isAccepting = open === 'accept' || invite !== undefined;
  return (
    <Card aria-labelledby="pairing">
      <Title order={2} id="pairing" mb="xs">
        {t('pairing.title')}
      </Title>
      <Text c="dimmed" maw="40rem" mb="md">
        {t('pairing.intro')}
      </Text>
      <Group gap="sm">
        <Button leftSection={<IconTicket size={18} aria-hidden />} onClick={() => setOpen('invite')}>
          {t('pairing.invite')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconMail size={18} aria-hidden />}
          onClick={() => setOpen('accept')}
        >
          {t('pairing.accept')}
        </Button>
      </Group>
      <Suspense>
        {open === 'invite' && <InviteDialog onClose={() => setOpen(null)} />}
        {isAccepting && (
          <AcceptDialog
            invite={invite ?? ''}
            onClose={() => {
              setOpen(null);
              onInviteDone();
            }}
          />
        )}
      </Suspense>
    </Card>
  );
}
