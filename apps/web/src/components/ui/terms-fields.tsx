import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LENGTHS, type Length, type TermsChoice } from '../../lib/trust-terms.js';
import classes from './terms-fields.module.css';

interface TermsFieldsProps {
  terms: TermsChoice;
  onChange: (terms: TermsChoice) => void;
  /** The end that there is already, as it is read; it can be kept. */
  end?: string | null;
}

/** What the other instance may do here, and for how long. */
export function TermsFields({ terms, onChange, end = null }: TermsFieldsProps) {
  const { t } = useTranslation();
  const lengths = Object.keys(LENGTHS).map((value) => ({
    value,
    label: t(`pairing.lengths.${value as Length}`),
  }));
  const kept = end === null ? [] : [{ value: 'kept', label: t('pairing.kept', { end }) }];
  return (
    <div className={classes.terms}>
      <Select
        label={t('pairing.scope')}
        description={t(`pairing.scopeHint.${terms.scope}`)}
        inputWrapperOrder={['label', 'input', 'description']}
        allowDeselect={false}
        value={terms.scope}
        data={(['household', 'guest'] as const).map((value) => ({
          value,
          label: t(`pairing.scopes.${value}`),
        }))}
        onChange={(scope) => scope && onChange({ ...terms, scope: scope as TermsChoice['scope'] })}
      />
      <Select
        label={t('pairing.length')}
        allowDeselect={false}
        value={terms.length}
        data={[...kept, ...lengths]}
        onChange={(length) => length && onChange({ ...terms, length: length as TermsChoice['length'] })}
      />
    </div>
  );
}
