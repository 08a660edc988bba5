import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { settingsQueryOptions } from '../features/settings/api/settings.js';
import { applyLanguage } from '../lib/i18n.js';

/** The instance remembers a language for all its browsers; when it has none, each browser's own counts. */
export function FollowLanguageSetting() {
  const { data } = useQuery(settingsQueryOptions());
  const language = data?.language;
  useEffect(() => {
    if (language !== undefined) void applyLanguage(language);
  }, [language]);
  return null;
}
