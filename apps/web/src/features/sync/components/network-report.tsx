import type { DoctorCheck, DoctorCode, DoctorReport } from '@brique/shared';
import { Alert, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCircleCheck, IconInfoCircle, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/use-formats.js';
import classes from './network-report.module.css';

const MARKS = { ok: IconCheck, warn: IconInfoCircle, bad: IconX };
/** What needs nothing done about it. */
const AS_IT_SHOULD_BE = ['network_ok', 'multicast_ok', 'peer_ok', 'peer_moved', 'peer_as_typed'] as const;
type Mendable = Exclude<DoctorCode, (typeof AS_IT_SHOULD_BE)[number]>;

function isMendable(code: DoctorCode): code is Mendable {
  return !(AS_IT_SHOULD_BE as readonly string[]).includes(code);
}

/** What a look at the network found: what stands in the way first said, then each finding with its next step. */
export function NetworkReport({ report: { state, checks } }: { report: DoctorReport }) {
  const { t } = useTranslation();
  const here = checks.filter(({ subject }) => subject === null);
  const peers = checks.filter(({ subject }) => subject !== null);
  return (
    <div className={classes.report} data-testid="network-report" data-state={state}>
      {state === 'ok' ? (
        <Alert color="moss" icon={<IconCircleCheck aria-hidden />} title={t('doctor.well')} p="sm">
          <Text size="sm">{t('doctor.wellText')}</Text>
        </Alert>
      ) : (
        <Alert
          color={state === 'bad' ? 'red' : 'ochre'}
          icon={<IconAlertTriangle aria-hidden />}
          title={state === 'bad' ? t('doctor.bad') : t('doctor.warn')}
          p="sm"
        />
      )}
      <Findings title={t('doctor.here')} checks={here} />
      {peers.length > 0 && <Findings title={t('doctor.peers')} checks={peers} />}
    </div>
  );
}

function Findings({ title, checks }: { title: string; checks: readonly DoctorCheck[] }) {
  return (
    <section aria-label={title}>
      <Title order={3} size="h5" mb="xs">
        {title}
      </Title>
      <ul className={classes.list}>
        {checks.map((check) => (
          <Finding key={`${check.subject}/${check.code}`} check={check} />
        ))}
      </ul>
    </section>
  );
}

function Finding({ check }: { check: DoctorCheck }) {
  const { t } = useTranslation();
  const { code, state, values } = check;
  const Mark = MARKS[state];
  const what = useFindingWords(check);
  return (
    <li className={classes.item} data-testid="network-finding" data-code={code}>
      <span className={classes.mark} data-state={state}>
        <Mark size={16} role="img" aria-label={t(`doctor.state.${state}`)} />
      </span>
      <div className={classes.words}>
        <Text fw={state === 'ok' ? 400 : 600}>{what}</Text>
        {isMendable(code) && (
          <Text size="sm" {...(state === 'ok' && { c: 'dimmed' })}>
            {t(`doctor.next.${code}`, values)}
          </Text>
        )}
      </div>
    </li>
  );
}

/** A clock is told in minutes, in the words of the language. */
function useFindingWords({ code, values }: DoctorCheck): string {
  const { t } = useTranslation();
  const formats = useFormats();
  const seconds = Number(values.seconds ?? 0);
  if (code === 'peer_clock' && seconds !== 0) {
    const span = formats.span(Math.max(1, Math.round(Math.abs(seconds) / 60)));
    const words = { name: String(values.name ?? ''), span };
    return seconds > 0 ? t('doctor.clock.ahead', words) : t('doctor.clock.behind', words);
  }
  return t(`doctor.found.${code}`, { ...values, count: Number(values.count ?? 0) });
}
