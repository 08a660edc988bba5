import type { ConflictedItem, Item, SettleChoice } from '@brique/shared';
import { Button, Text, Title, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { askToConfirm } from '../../../components/ui/confirm.js';
import { LinkButton } from '../../../components/ui/link-button.js';
import { useKeyNames } from '../../../lib/use-key-names.js';
import { conflictId, openIds, type ShownConflict, type StillList } from '../still-list.js';
import { ConflictView } from './conflict-view.js';
import classes from './conflicts.module.css';
import { elementIdOf, useStillList } from './use-still-list.js';

/** From so many on, choosing one by one is a chore. */
const MANY = 5;

interface ConflictListProps {
  /** What the server tells; a new array only when that changes. */
  told: readonly ConflictedItem[];
  /** The items are named and lead to their own page; not where one item is open already. */
  namesItems: boolean;
  /** Called when a choice made here was the last, to give the focus a place. */
  onEmpty: () => void;
}

/** Conflicts with what there is to choose between, each settled by one press. */
export function ConflictList({ told, namesItems, onEmpty }: ConflictListProps) {
  const { t } = useTranslation();
  const prefix = useId();
  const { list, dispatch, choose, chooseAll, write, hands } = useStillList(told, prefix, onEmpty);
  const open = openIds(list.shown).length;
  const askForAll = () =>
    askToConfirm({
      title: t('conflicts.askAll', { count: open }),
      children: <Text size="sm">{t('conflicts.askAllText')}</Text>,
      confirm: t('conflicts.keepAllNow'),
      cancel: t('common.cancel'),
      onConfirm: () => void chooseAll(),
    });

  const view = (item: Item, shown: ShownConflict) => {
    const id = conflictId(item.id, shown.conflict.key);
    return (
      <ConflictView
        key={shown.conflict.key}
        id={elementIdOf(prefix, id)}
        item={item}
        shown={shown}
        isBusy={list.sending.has(id)}
        order={namesItems ? 3 : 4}
        onChoose={(choice: SettleChoice, seen) => choose(item, seen, choice)}
        onWrite={(value) => write(item, shown.conflict, value)}
        onTyping={(isTyping) => dispatch({ type: 'typing', id, isTyping })}
      />
    );
  };

  return (
    <div {...hands}>
      <VisuallyHidden role="status">
        <News news={list.news} />
      </VisuallyHidden>
      <ul className={classes.list} {...(namesItems && { 'aria-label': t('conflicts.list') })}>
        {list.shown.map(({ item, conflicts, moreFields }) => (
          <li key={item.id}>
            {namesItems ? (
              <Card className={classes.card} data-testid="conflicted-item">
                <div className={classes.head}>
                  <Title order={2} size="h3">
                    <Link to="/inventory/$itemId" params={{ itemId: item.id }}>
                      {item.name}
                    </Link>
                  </Title>
                  <span className={classes.by}>
                    {[item.category, item.brand, item.model].filter(Boolean).join(' · ')}
                  </span>
                </div>
                {conflicts.map((shown) => view(item, shown))}
                {moreFields > 0 && (
                  <LinkButton
                    to="/inventory/$itemId"
                    params={{ itemId: item.id }}
                    variant="subtle"
                    size="compact-md"
                    style={{ justifySelf: 'start' }}
                  >
                    {t('conflicts.moreFields', { count: moreFields })}
                  </LinkButton>
                )}
              </Card>
            ) : (
              <div className={classes.inItem}>
                {conflicts.map((shown) => view(item, shown))}
                {moreFields > 0 && <Text c="dimmed">{t('conflicts.moreLater', { count: moreFields })}</Text>}
              </div>
            )}
          </li>
        ))}
      </ul>
      {namesItems && open >= MANY && (
        <Button variant="default" mt="md" disabled={list.sending.size > 0} onClick={askForAll}>
          {t('conflicts.keepAll', { count: open })}
        </Button>
      )}
    </div>
  );
}

/** What was settled elsewhere, for those who cannot see it go. */
function News({ news }: { news: StillList['news'] }) {
  const { t } = useTranslation();
  const names = useKeyNames();
  const [first] = news;
  if (first === undefined) return null;
  if (news.length > 1) return t('conflicts.announceMany', { count: news.length });
  return t('conflicts.announce', { name: first.item.name, field: names.label(first.key) });
}
