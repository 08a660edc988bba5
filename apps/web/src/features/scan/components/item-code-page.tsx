import { Skeleton } from '@mantine/core';
import { IconQrcode, IconScan, IconSearch, IconSearchOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { LinkButton } from '../../../components/ui/link-button.js';
import { MessagePanel } from '../../../components/ui/message-panel.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { parseItemCode } from '../../../lib/item-code.js';
import { itemLookupQueryOptions } from '../api/item-lookup.js';
import classes from './scan.module.css';

interface ItemCodePageProps {
  /** As it was scanned or typed. */
  text: string;
  onFound: (itemId: string) => void;
}

/** Opens the item that a code or text names, in this inventory; says what to do when it is not here. */
export function ItemCodePage({ text, onFound }: ItemCodePageProps) {
  const { t } = useTranslation();
  const { data: items, error, refetch } = useQuery(itemLookupQueryOptions(text));
  const only = items?.length === 1 ? items[0]?.id : undefined;
  useEffect(() => {
    if (only !== undefined) onFound(only);
  }, [only, onFound]);

  const scanAgain = (
    <LinkButton variant="default" to="/scan" replace leftSection={<IconScan size={18} aria-hidden />}>
      {t('scan.code.again')}
    </LinkButton>
  );
  if (error && !items) {
    return <ErrorPanel title={t('scan.code.failed')} error={error} onRetry={() => void refetch()} />;
  }
  if (!items || only !== undefined) return <Skeleton h={240} aria-busy aria-label={t('scan.code.looking')} />;

  const code = parseItemCode(text);
  if (items.length > 1) {
    return (
      <>
        <PageHeader title={t('scan.code.severalTitle', { text: code.kind === 'text' ? code.text : text })} />
        <ul className={classes.choice}>
          {items.map((item) => (
            <li key={item.id}>
              <Link to="/inventory/$itemId" params={{ itemId: item.id }} className={classes.found}>
                <span>{item.name}</span>
                <span className={classes.quiet}>
                  {item.deletedAt === null ? `${item.brand} ${item.model}`.trim() : t('scan.code.inTrash')}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </>
    );
  }
  if (code.kind === 'item') {
    return (
      <MessagePanel
        icon={<IconQrcode />}
        title={t('scan.code.notHereTitle')}
        text={t('scan.code.notHereText')}
        order={1}
      >
        <LinkButton to="/sync">{t('scan.code.sync')}</LinkButton>
        {scanAgain}
      </MessagePanel>
    );
  }
  return (
    <MessagePanel
      icon={<IconSearchOff />}
      title={t('scan.code.noneTitle', { text: code.text })}
      text={t('scan.code.noneText')}
      order={1}
    >
      <LinkButton
        to="/inventory"
        search={{ q: code.text }}
        leftSection={<IconSearch size={18} aria-hidden />}
      >
        {t('scan.code.search')}
      </LinkButton>
      {scanAgain}
    </MessagePanel>
  );
}
