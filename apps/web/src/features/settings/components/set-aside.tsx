import type { Backup } from '@brique/shared';
import { Button, Text, Title } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { askToConfirm } from '../../../components/ui/confirm.js';
import { ProblemMessage } from '../../../components/ui/problem-message.js';
import { showToast } from '../../../components/ui/toast.js';
import { useFormats } from '../../../lib/use-formats.js';
import { useNow } from '../../../lib/use-now.js';
import { useDiscardSetAside } from '../api/backups.js';
import classes from './set-aside.module.css';

/** What restores replaced, each until its owner deletes it: nobody else knows what only it holds. */
export function SetAside({ kept }: { kept: readonly Backup[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const discard = useDiscardSetAside();
  const heading = useRef<HTMLHeadingElement>(null);

  const ask = ({ name, at, bytes }: Backup) => {
    const of = { when: formats.moment(at, now), size: formats.bytes(bytes) };
    askToConfirm({
      title: t('backup.aside.askTitle'),
      children: <Text size="sm">{t('backup.aside.askText', of)}</Text>,
      confirm: t('backup.aside.delete'),
      cancel: t('common.cancel'),
      isDangerous: true,
      onConfirm: () =>
        discard.mutate(name, {
          onSuccess: () => {
            showToast(t('backup.aside.deleted', of));
            heading.current?.focus();
          },
          onError: (error) => showToast(<ProblemMessage error={error} />, 'bad'),
        }),
    });
  };

  return (
    <section className={classes.aside}>
      <Title order={3} size="h4" ref={heading} tabIndex={-1}>
        {t('backup.aside.title')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('backup.aside.hint')}
      </Text>
      <ul className={classes.list}>
        {kept.map((each) => {
          const when = formats.moment(each.at, now);
          return (
            <li key={each.name} data-testid="set-aside">
              <span>
                {when} · {formats.bytes(each.bytes)}
              </span>
              <Button
                variant="subtle"
                color="red"
                size="compact-md"
                aria-label={t('backup.aside.deleteName', { when })}
                loading={discard.isPending && discard.variables === each.name}
                onClick={() => ask(each)}
              >
                {t('backup.aside.delete')}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
