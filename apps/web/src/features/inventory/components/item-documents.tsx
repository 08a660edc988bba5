import type { ItemDetail } from '@brique/shared';
import { Text, Title } from '@mantine/core';
import { IconCircleCheck, IconFileOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { HealthBadge } from './health-badge.js';
import classes from './item-detail.module.css';

/** What a thing must have to count as well documented. */
const WANTED = ['manual', 'service_manual'] as const;

/** How well an item is documented: what is there, what is missing, and what can be done about it. */
export function ItemDocuments({ item }: { item: ItemDetail }) {
  const { t } = useTranslation();
  const isThere = (type: string) => item.assets.some((asset) => asset.type === type);
  return (
    <section aria-labelledby="item-documents">
      <div className={classes.heading}>
        <Title order={3} id="item-documents">
          {t('detail.documents')}
        </Title>
        <HealthBadge health={item.health} />
      </div>
      <ul className={classes.documents}>
        {WANTED.map((type) => (
          <li key={type} data-there={isThere(type)}>
            {isThere(type) ? (
              <IconCircleCheck size={18} aria-hidden />
            ) : (
              <IconFileOff size={18} aria-hidden />
            )}
            {isThere(type) ? t(`detail.there.${type}`) : t(`detail.missing.${type}`)}
          </li>
        ))}
        {item.assets
          .filter(({ type }) => !WANTED.some((wanted) => wanted === type))
          .map(({ id, name }) => (
            <li key={id} data-there>
              <IconCircleCheck size={18} aria-hidden />
              {name || t('detail.document')}
            </li>
          ))}
      </ul>
      {item.health !== 'secured' && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('detail.noDocumentsYet')}
        </Text>
      )}
    </section>
  );
}
