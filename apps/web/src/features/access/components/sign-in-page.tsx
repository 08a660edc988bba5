import { Button, Title } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageButtons } from '../../../components/ui/language-buttons.js';
import { type ApiProblem, asProblem } from '../../../lib/api-client.js';
import { applyLanguage } from '../../../lib/i18n.js';
import { useProblemTexts } from '../../../lib/problem-text.js';
import { useSignIn } from '../api/session.js';
import { travelsUnencrypted } from '../unencrypted.js';
import { AccountName } from './account-name.js';
import { PasswordField } from './password-field.js';
import classes from './sign-in-page.module.css';

/** The door: says nothing of whose it is, for nobody is known yet. */
export function SignInPage({ logo }: { logo: ReactNode }) {
  const { t } = useTranslation();
  const texts = useProblemTexts();
  const signIn = useSignIn();
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [secondsLeft, setSecondsLeft] = useState(0);
  useEffect(() => {
    if (secondsLeft === 0) return undefined;
    const timer = setTimeout(() => setSecondsLeft(secondsLeft - 1), 1000);
    return () => clearTimeout(timer);
  }, [secondsLeft]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password === '' || secondsLeft > 0) return;
    signIn.mutate(password, {
      onError: (error) => {
        const refused = asProblem(error);
        setProblem(refused);
        setSecondsLeft(refused.retryAfter ?? 0);
      },
    });
  };
  const words = () => {
    if (problem === null) return null;
    if (problem.retryAfter === null) return texts.problem(problem).text;
    return secondsLeft > 0 ? t('access.wait', { seconds: secondsLeft }) : t('access.waited');
  };

  return (
    <main className={classes.page}>
      <div className={classes.door}>
        <div className={`${classes.sign} brique-rail`}>
          {logo}
          <LanguageButtons onChoose={(language) => void applyLanguage(language)} />
        </div>
        <form className={classes.form} onSubmit={submit} noValidate>
          <div>
            <Title order={1} size="h2">
              {t('access.title')}
            </Title>
            <p className={classes.text}>{t('access.text')}</p>
          </div>
          <AccountName />
          <PasswordField
            autoFocus
            label={t('access.password')}
            autoComplete="current-password"
            value={password}
            error={words()}
            onChange={(next) => {
              setPassword(next);
              if (secondsLeft === 0) setProblem(null);
            }}
          />
          <Button type="submit" loading={signIn.isPending} disabled={password === '' || secondsLeft > 0}>
            {t('access.signIn')}
          </Button>
          {travelsUnencrypted() && <p className={classes.note}>{t('access.unencrypted')}</p>}
          <p className={classes.note}>{t('access.forgotten')}</p>
        </form>
      </div>
    </main>
  );
}
