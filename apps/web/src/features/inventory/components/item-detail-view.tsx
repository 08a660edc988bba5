import type { ItemDetail } from '@brique/shared';
import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowBackUp, IconPencil, IconQrcode, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Fact, Facts } from '../../../components/ui/facts.js';
import { LinkButton } from '../../../components/ui/link-button.js';
import { useInstanceLabel } from '../../../lib/instance-names.js';
import { useFormats } from '../../../lib/use-formats.js';
import { useNow } from '../../../lib/use-now.js';
import { HealthBadge } from './health-badge.js';
import { ItemConflicts } from './item-conflicts.js';
import { ItemHistory } from './item-history.js';
import { useItemActions } from './use-item-actions.js';

export function ItemDetailView({ item, onDeleted }: { item: ItemDetail; onDeleted: () => void }) {
  const { t } = useTranslation();
  const { remove, restore, isBusy } = useItemActions();
  const isDeleted = item.deletedAt !== null;

  return (
    <Stack gap="xl">
      {isDeleted ? (
        <Alert color="ochre" icon={<IconTrash aria-hidden />} title={t('detail.inTrash')}>
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={18} aria-hidden />}
            loading={isBusy}
            onClick={() => void restore(item)}
          >
            {t('detail.restore')}
          </Button>
        </Alert>
      ) : (
        <Group gap="sm">
          <LinkButton
            to="/inventory/$itemId/edit"
            params={{ itemId: item.id }}
            search
            resetScroll={false}
            leftSection={<IconPencil size={18} aria-hidden />}
          >
            {t('detail.edit')}
          </LinkButton>
          <LinkButton
            variant="default"
            to="/labels"
            search={{ item: item.id }}
            leftSection={<IconQrcode size={18} aria-hidden />}
          >
            {t('labels.button')}
          </LinkButton>
          <Button
            variant="subtle"
            color="red"
            leftSection={<IconTrash size={18} aria-hidden />}
            loading={isBusy}
            onClick={async () => {
              if (await remove(item)) onDeleted();
            }}
          >
            {t('detail.delete')}
          </Button>
        </Group>
      )}
      <ItemFacts item={item} />
      {item.conflicts.length > 0 && <ItemConflicts conflicts={item.conflicts} />}
      <ItemHistory item={item} />
      <About item={item} />
    </Stack>
  );
}

/** What a person wrote; empty fields are shown too, as places still to fill. */
function ItemFacts({ item }: { item: ItemDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const dash = t('common.dash');
  const facts: Fact[] = [
    { label: t('item.category'), value: item.category || dash },
    { label: t('item.brand'), value: item.brand || dash },
    { label: t('item.model'), value: item.model || dash },
    { label: t('item.serialNumber'), value: item.serialNumber || dash },
    {
      label: t('item.purchaseDate'),
      value: item.purchaseDate ? formats.calendarDate(item.purchaseDate) : dash,
    },
    { label: t('item.health'), value: <HealthBadge health={item.health} /> },
  ];
  return (
    <div>
      <Facts facts={facts} columns="roomy" />
      {item.notes !== '' && (
        <>
          <Text size="sm" c="dimmed" mt="md">
            {t('item.notes')}
          </Text>
          <Text style={{ whiteSpace: 'pre-wrap' }}>{item.notes}</Text>
        </>
      )}
    </div>
  );
}

function About({ item }: { item: ItemDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const origin = useInstanceLabel()(item.originPeerId);
  const facts: Fact[] = [
    {
      label: t('item.origin'),
      value: origin.isSelf ? t('detail.here', { name: origin.label }) : origin.label,
    },
    { label: t('item.createdAt'), value: formats.moment(item.createdAt, now) },
    { label: t('item.updatedAt'), value: formats.moment(item.updatedAt, now) },
  ];
  return (
    <section aria-labelledby="item-about">
      <Title order={3} id="item-about" mb="xs">
        {t('detail.about')}
      </Title>
      <Facts facts={facts} columns="roomy" />
    </section>
  );
}
