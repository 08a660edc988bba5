import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LENGTHS, type Length, type TermsChoice } from '../terms.js';
import classes from './pairing.module.css';

interface TermsFieldsProps {
  terms: TermsChoice;
  onChange: (terms: TermsChoice) => void;
}

/** What the other instance may do here, and for how long. */
export function TermsFields({ terms, onChange }: TermsFieldsProps) {
  const { t } = useTranslation();
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
        data={Object.keys(LENGTHS).map((value) => ({
          value,
          label: t(`pairing.lengths.${value as Length}`),
        }))}
        onChange={(length) => length && onChange({ ...terms, length: length as Length })}
      />
    </div>
  );
}
