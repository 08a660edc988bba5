import { LIMITS } from '@brique/shared';
import { PasswordInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface PasswordFieldProps {
  label: string;
  description?: string;
  /** What a password manager may do here. */
  autoComplete: 'current-password' | 'new-password';
  value: string;
  error: ReactNode;
  onChange: (value: string) => void;
  autoFocus?: boolean;
}

/** A password, which can be looked at while it is typed. */
export function PasswordField({ onChange, error, ...props }: PasswordFieldProps) {
  const { t } = useTranslation();
  return (
    <PasswordInput
      {...props}
      error={error}
      maxLength={LIMITS.passwordLength}
      autoCapitalize="none"
      spellCheck={false}
      visibilityToggleButtonProps={{ 'aria-label': t('access.show'), tabIndex: 0, 'aria-hidden': false }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
