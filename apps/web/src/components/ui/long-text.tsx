import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FoldButton } from './fold-button.js';
import classes from './long-text.module.css';

/** Beyond this a text would push everything else off the screen. */
const MAX_CHARACTERS = 900;
const MAX_LINES = 14;

/** What a person wrote, with its line ends; a very long one is folded. */
export function LongText({ text }: { text: string }) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const isLong = text.length > MAX_CHARACTERS || text.split('\n').length > MAX_LINES;
  return (
    <>
      <span className={classes.text} data-folded={isLong && !isWhole}>
        {text}
      </span>
      {isLong && (
        <FoldButton isOpen={isWhole} onToggle={setWhole} more={t('detail.more')} less={t('detail.less')} />
      )}
    </>
  );
}
