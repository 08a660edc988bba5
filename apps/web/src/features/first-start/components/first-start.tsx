import { Button, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { STEPS, type Step } from '../steps.js';
import classes from './first-start.module.css';

interface FirstStartProps {
  step: Step;
  onGo: (step: Step) => void;
  /** Ends it for good: at its end, or before. */
  onDone: () => void;
  isBusy: boolean;
  /** What each step offers, which other features provide. The first brings its own way on, for it saves what is typed. */
  contents: Record<Step, ReactNode>;
}

/** Three steps from an empty place to one that is lived in; each is a brick that is laid. */
export function FirstStart({ step, onGo, onDone, isBusy, contents }: FirstStartProps) {
  const { t } = useTranslation();
  const at = STEPS.indexOf(step);
  const next = STEPS[at + 1];
  const before = STEPS[at - 1];
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    // After a step the focus stood on a button that is gone.
    if (shown.current !== step) heading.current?.focus();
    shown.current = step;
  }, [step]);

  return (
    <div className={classes.page}>
      <Title order={1} className={classes.welcome ?? ''}>
        {t('firstStart.title')}
      </Title>
      <p className={classes.intro}>{t('firstStart.intro')}</p>
      <ol className={classes.course} aria-label={t('firstStart.steps')}>
        {STEPS.map((each, index) => (
          <li
            key={each}
            className={classes.brick}
            data-state={index < at ? 'laid' : index === at ? 'current' : 'open'}
            aria-current={index === at ? 'step' : undefined}
          >
            <span className={classes.number} aria-hidden="true">
              {index < at ? <IconCheck size={18} /> : index + 1}
            </span>
            {t(`firstStart.${each}.short`)}
          </li>
        ))}
      </ol>
      <Card aria-labelledby="first-start-step">
        <Title order={2} id="first-start-step" ref={heading} tabIndex={-1} className={classes.heading ?? ''}>
          {t(`firstStart.${step}.title`)}
        </Title>
        <p className={classes.text}>{t(`firstStart.${step}.text`)}</p>
        {contents[step]}
        {step !== 'name' && (
          <div className={classes.way}>
            {before && (
              <Button variant="subtle" disabled={isBusy} onClick={() => onGo(before)}>
                {t('firstStart.back')}
              </Button>
            )}
            <Button loading={isBusy} onClick={() => (next ? onGo(next) : onDone())}>
              {next ? t('firstStart.next') : t('firstStart.finish')}
            </Button>
          </div>
        )}
      </Card>
      <Button variant="subtle" color="gray" className={classes.skip ?? ''} disabled={isBusy} onClick={onDone}>
        {t('firstStart.skip')}
      </Button>
    </div>
  );
}
