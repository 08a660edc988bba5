import type { GridKeyInfo } from '@brique/shared';
import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconChevronDown, IconKey, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { askToConfirm } from '../../../components/ui/confirm.js';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { ProblemMessage } from '../../../components/ui/problem-message.js';
import { showToast } from '../../../components/ui/toast.js';
import { useInstanceLabel } from '../../../lib/instance-names.js';
import { useFormats } from '../../../lib/use-formats.js';
import { gridKeyQueryOptions, useClearGridKey, useRevokeAdmitted, useSetGridKey } from '../api/grid-key.js';
import classes from './grid-key-card.module.css';
import { GridKeyForm } from './grid-key-form.js';
import { GridKeyWords } from './grid-key-words.js';

interface GridKeyCardProps {
  /** A key that was scanned, to be used. */
  scanned?: string | undefined;
  /** The scanned key has been dealt with. */
  onScannedDone: () => void;
}

/** The key that lets several instances trust each other without a click. */
export function GridKeyCard({ scanned, onScannedDone }: GridKeyCardProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const labelOf = useInstanceLabel();
  const key = useQuery(gridKeyQueryOptions());
  const make = useSetGridKey();
  const clear = useClearGridKey();
  const revoke = useRevokeAdmitted();
  // Few need it: folded away until somebody looks, or while there is one.
  const [isOpen, setOpen] = useState<boolean | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  const isTyping = isAsked || scanned !== undefined;
  const endTyping = () => {
    setIsAsked(false);
    onScannedDone();
  };
  const complain = (error: unknown) => showToast(<ProblemMessage error={error} />, 'bad');

  /** A key that is no longer this one leaves those in that came by it; their owner decides. */
  const offerToRevoke = ({ admitted }: GridKeyInfo) => {
    const count = admitted.length;
    if (count === 0) return;
    const names = formats.list(admitted.map((id) => labelOf(id).label));
    askToConfirm({
      title: t('pairing.grid.revokeTitle'),
      children: (
        <>
          <Text>{t('pairing.grid.revokeText', { count, names })}</Text>
          <Text mt="sm">{t('pairing.grid.revokeMeans')}</Text>
        </>
      ),
      confirm: t('pairing.grid.revoke'),
      cancel: t('pairing.grid.keepThem'),
      isDangerous: true,
      onConfirm: () =>
        // Those that were named: others may have come by the new key while this was read.
        revoke.mutate(admitted, {
          onSuccess: ({ revoked }) => showToast(t('pairing.grid.revoked', { count: revoked })),
          onError: complain,
        }),
    });
  };
  const makeNew = () => make.mutate(null, { onSuccess: offerToRevoke, onError: complain });
  const askToClear = () =>
    askToConfirm({
      title: t('pairing.grid.clearTitle'),
      children: t('pairing.grid.clearText'),
      confirm: t('pairing.grid.clear'),
      cancel: t('common.cancel'),
      isDangerous: true,
      onConfirm: () => clear.mutate(undefined, { onSuccess: offerToRevoke, onError: complain }),
    });

  const content = () => {
    if (key.isError) {
      return (
        <ErrorPanel title={t('pairing.grid.failed')} error={key.error} onRetry={() => void key.refetch()} />
      );
    }
    if (!key.data) return <Skeleton h={120} radius="md" />;
    const { isSet, kind } = key.data;
    return (
      <Stack gap="md">
        {isSet && kind === 'passphrase' && <Text>{t('pairing.grid.isPassphrase')}</Text>}
        {key.data.words !== null && key.data.link !== null && (
          <GridKeyWords words={key.data.words} link={key.data.link} />
        )}
        {isTyping && (
          <GridKeyForm
            scanned={scanned ?? ''}
            onDone={(info) => {
              endTyping();
              offerToRevoke(info);
            }}
            onCancel={endTyping}
          />
        )}
        {!isTyping && (
          <Group gap="sm">
            <Button
              variant="default"
              leftSection={<IconKey size={18} aria-hidden />}
              loading={make.isPending}
              onClick={makeNew}
            >
              {t(isSet ? 'pairing.grid.makeAnother' : 'pairing.grid.make')}
            </Button>
            <Button variant="default" onClick={() => setIsAsked(true)}>
              {t('pairing.grid.type')}
            </Button>
            {isSet && (
              <Button
                variant="default"
                leftSection={<IconTrash size={18} aria-hidden />}
                loading={clear.isPending}
                onClick={askToClear}
              >
                {t('pairing.grid.clear')}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    );
  };

  return (
    <Card aria-labelledby="grid-key">
      <details
        className={classes.fold}
        open={isOpen ?? (isTyping || (key.data?.isSet ?? false))}
        onToggle={(event) => setOpen(event.currentTarget.open)}
      >
        <summary>
          <Title order={2} id="grid-key">
            {t('pairing.grid.title')}
          </Title>
          <span className={classes.brief}>{t('pairing.grid.brief')}</span>
          <IconChevronDown size={20} aria-hidden />
        </summary>
        <Text c="dimmed" maw="40rem" my="md">
          {t('pairing.grid.intro')}
        </Text>
        {content()}
      </details>
    </Card>
  );
}
