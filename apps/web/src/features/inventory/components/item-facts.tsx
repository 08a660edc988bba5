import type { ItemDetail } from '@brique/shared';
import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Fact, Facts } from '../../../components/ui/facts.js';
import { LongText } from '../../../components/ui/long-text.js';
import { OwnFieldShown } from '../../../components/ui/own-field-value.js';
import { useInstanceLabel } from '../../../lib/instance-names.js';
import { ownFieldLabel } from '../../../lib/own-field-label.js';
import { useFormats } from '../../../lib/use-formats.js';
import { useNow } from '../../../lib/use-now.js';

/** A value longer than this takes a line of its own. */
const WIDE = 60;

/** What a person wrote in the fields that every item has; empty ones are shown too, as places still to fill. */
export function ItemFacts({ item }: { item: ItemDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const dash = t('common.dash');
  const text = (label: string, value: string): Fact => ({
    label,
    value: value || dash,
    isWide: value.length > WIDE,
  });
  const facts: Fact[] = [
    text(t('item.category'), item.category),
    text(t('item.brand'), item.brand),
    text(t('item.model'), item.model),
    text(t('item.serialNumber'), item.serialNumber),
    {
      label: t('item.purchaseDate'),
      value: item.purchaseDate ? formats.calendarDate(item.purchaseDate) : dash,
    },
    ...(item.notes === ''
      ? []
      : [{ label: t('item.notes'), value: <LongText text={item.notes} />, isWide: true }]),
  ];
  return <Facts facts={facts} columns="roomy" />;
}

/** The fields that people gave this item beyond those, by name. */
export function ItemOwnFacts({ item }: { item: ItemDetail }) {
  const { t, i18n } = useTranslation();
  if (item.ownFields.length === 0) return null;
  const names = item.ownFields.map(({ name }) => name);
  const facts = item.ownFields
    .toSorted((a, b) => a.name.localeCompare(b.name, i18n.language))
    .map((field) => ({
      label: ownFieldLabel(field.name, names),
      value: <OwnFieldShown field={field} />,
      isWide: String(field.value).length > WIDE,
    }));
  return (
    <section aria-labelledby="item-own">
      <Title order={3} id="item-own" mb="xs">
        {t('form.own.title')}
      </Title>
      <Facts facts={facts} columns="roomy" />
    </section>
  );
}

/** Where an item comes from. */
export function ItemOrigin({ item }: { item: ItemDetail }) {
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
    ...(item.deletedAt ? [{ label: t('item.deletedAt'), value: formats.moment(item.deletedAt, now) }] : []),
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
