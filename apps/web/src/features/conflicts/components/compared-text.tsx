import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FoldButton } from '../../../components/ui/fold-button.js';
import { LongText } from '../../../components/ui/long-text.js';
import { diffTexts, foldParts } from '../text-diff.js';
import classes from './conflicts.module.css';

/** Shorter texts are compared at a glance; marks would only make them harder to read. */
const SHORT = 60;

/**
 * One version of a text, with what is new and what is gone in it beside the text it is compared with. What is far from any difference
 * is left out until it is asked for.
 * @param from null when there is nothing to compare it with
 */
export function ComparedText({ text, from }: { text: string; from: string | null }) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const isShort = text.length < SHORT && !text.includes('\n');
  const parts = useMemo(
    () => (from === null || from === '' || isShort || from === text ? null : diffTexts(from, text)),
    [from, text, isShort],
  );
  // Where nothing is left as it was, marking everything would say nothing.
  if (parts === null || !parts.some(({ kind, text: same }) => kind === 'same' && /\S/.test(same))) {
    return <LongText text={text} />;
  }
  const folded = foldParts(parts);
  const isFolded = folded.length !== parts.length;
  return (
    <>
      <span className={classes.diff}>
        {(isWhole ? parts : folded).map((part, at) => {
          const key = `${at} ${part.kind}`;
          if (part.kind === 'added') return <ins key={key}>{part.text}</ins>;
          if (part.kind === 'removed') return <del key={key}>{part.text}</del>;
          if (part.kind === 'same') return <span key={key}>{part.text}</span>;
          return (
            <span key={key} role="img" aria-label={t('conflicts.leftOut')} className={classes.gap}>
              […]
            </span>
          );
        })}
      </span>
      {isFolded && (
        <div>
          <FoldButton
            isOpen={isWhole}
            onToggle={setWhole}
            more={t('conflicts.whole')}
            less={t('conflicts.onlyChanges')}
          />
        </div>
      )}
    </>
  );
}
