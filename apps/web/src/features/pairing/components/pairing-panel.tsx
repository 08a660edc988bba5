import { Button, Group, Text, Title } from '@mantine/core';
import { IconMail, IconTicket } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';

const InviteDialog = lazy(() =>
  import('./invite-dialog.js').then((module) => ({ default: module.InviteDialog })),
);
const AcceptDialog = lazy(() =>
  import('./accept-dialog.js').then((module) => ({ default: module.AcceptDialog })),
);

/** The side on which one stands: showing an invite, or coming in by one. */
export type PairingSide = 'invite' | 'accept';

interface PairingPanelProps {
  /** Whose window is open; null for none. Kept outside, for other parts of the page lead into it too. */
  side: PairingSide | null;
  onSide: (side: PairingSide | null) => void;
  /** An invite that was scanned or followed, to be accepted. */
  invite?: string | undefined;
  /** The invite has been dealt with. */
  onInviteDone: () => void;
}

/** The short way to let an instance in: one side shows an invite, the other pastes it. */
export function PairingPanel({ side, onSide, invite, onInviteDone }: PairingPanelProps) {
  const { t } = useTranslation();
  const isAccepting = side === 'accept' || invite !== undefined;
  return (
    <Card aria-labelledby="pairing">
      <Title order={2} id="pairing" mb="xs">
        {t('pairing.title')}
      </Title>
      <Text c="dimmed" maw="40rem" mb="md">
        {t('pairing.intro')}
      </Text>
      <Group gap="sm">
        <Button leftSection={<IconTicket size={18} aria-hidden />} onClick={() => onSide('invite')}>
          {t('pairing.invite')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconMail size={18} aria-hidden />}
          onClick={() => onSide('accept')}
        >
          {t('pairing.accept')}
        </Button>
      </Group>
      <Suspense>
        {side === 'invite' && <InviteDialog onClose={() => onSide(null)} />}
        {isAccepting && (
          <AcceptDialog
            invite={invite ?? ''}
            onClose={() => {
              onSide(null);
              onInviteDone();
            }}
          />
        )}
      </Suspense>
    </Card>
  );
}
