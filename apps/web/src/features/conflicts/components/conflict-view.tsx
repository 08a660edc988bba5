import type { FieldConflict, Item, SettleChoice } from '@brique/shared';
import { Button, Text, Title, type TitleOrder } from '@mantine/core';
import { IconCircleCheck, IconPencil } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../../../lib/api-client.js';
import { useKeyNames } from '../../../lib/use-key-names.js';
import { isPresence } from '../presence.js';
import type { ShownConflict } from '../still-list.js';
import classes from './conflicts.module.css';
import { PresenceChoice } from './presence-choice.js';
import { ThirdForm } from './third-form.js';
import { isShortened, useWholeConflict } from './use-whole-conflict.js';
import { Versions } from './versions.js';

interface ConflictViewProps {
  /** Of the element, for the focus to find it. */
  id: string;
  item: Item;
  shown: ShownConflict;
  isBusy: boolean;
  order: TitleOrder;
  /** @param seen the conflict as it was shown */
  onChoose: (choice: SettleChoice, seen: FieldConflict) => Promise<ApiProblem | null>;
  /** Writes what was typed although it was settled elsewhere. */
  onWrite: (value: unknown) => Promise<ApiProblem | null>;
  /** Something of one's own is being typed, or no longer. */
  onTyping: (isTyping: boolean) => void;
}

/** One field of an item with the versions there are of it: one is kept, or another one typed. */
export function ConflictView({
  id,
  item,
  shown,
  isBusy,
  order,
  onChoose,
  onWrite,
  onTyping,
}: ConflictViewProps) {
  const { t } = useTranslation();
  const titleId = useId();
  const names = useKeyNames();
  const third = useRef<HTMLButtonElement>(null);
  const [isTyping, setTyping] = useState(false);
  const { isGone } = shown;
  const whole = useWholeConflict(item.id, shown);
  const { conflict } = whole;
  const choose = (choice: SettleChoice) => onChoose(choice, conflict);
  const isCovered = isGone && !isTyping;
  const toggle = (typing: boolean) => {
    setTyping(typing);
    onTyping(typing);
    // Under the veil nothing but the whole takes the focus.
    if (!typing) setTimeout(() => (isGone ? document.getElementById(id) : third.current)?.focus());
  };

  /** Typing begins with the value that holds, the whole of it. */
  const write = async () => {
    if (!isShortened(conflict) || (await whole.read())) toggle(true);
  };

  return (
    <fieldset
      id={id}
      aria-labelledby={titleId}
      tabIndex={-1}
      className={`${classes.conflict} ${isCovered ? classes.gone : ''}`}
      data-testid="conflict"
    >
      <Title order={order} id={titleId}>
        {isPresence(conflict) ? t('conflicts.presence') : names.label(conflict.key)}
      </Title>
      {isPresence(conflict) ? (
        <PresenceChoice conflict={conflict} isBusy={isBusy} onChoose={(choice) => void choose(choice)} />
      ) : (
        <Versions
          conflict={conflict}
          isBusy={isBusy || isGone}
          isReading={whole.isReading}
          onChoose={(choice) => void choose(choice)}
          onMore={() => void whole.read()}
        />
      )}
      {isTyping && isGone && <Text size="sm">{t('conflicts.elsewhereTyped')}</Text>}
      {isTyping && (
        <ThirdForm
          conflict={conflict}
          isGone={isGone}
          isBusy={isBusy}
          onSave={(value) => (isGone ? onWrite(value) : choose({ value }))}
          onClose={() => toggle(false)}
        />
      )}
      {conflict.isEditable && !isTyping && (
        <Button
          ref={third}
          variant="subtle"
          size="compact-md"
          style={{ justifySelf: 'start' }}
          leftSection={<IconPencil size={16} aria-hidden />}
          aria-label={t('conflicts.thirdName', { field: names.label(conflict.key) })}
          onClick={() => void write()}
        >
          {t('conflicts.third')}
        </Button>
      )}
      {isCovered && (
        <div className={classes.veil} data-testid="decided-elsewhere">
          <IconCircleCheck size={20} aria-hidden color="var(--mantine-color-moss-light-color)" />
          <span>{t('conflicts.announce', { name: item.name, field: names.label(conflict.key) })}</span>
        </div>
      )}
    </fieldset>
  );
}
