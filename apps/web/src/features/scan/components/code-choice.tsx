import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { parseItemCode } from '../../../lib/item-code.js';
import { itemLookupQueryOptions } from '../api/item-lookup.js';
import classes from './scan.module.css';

/** The codes of a photo of several labels, by the names of their items. */
export function CodeChoice({ texts }: { texts: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="code-choice">
      <Text id="code-choice" fw={650} mb="xs">
        {t('scan.several')}
      </Text>
      <ul className={classes.choice}>
        {texts.map((text) => (
          <li key={text}>
            <CodeLink text={text} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function CodeLink({ text }: { text: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(itemLookupQueryOptions(text));
  const code = parseItemCode(text);
  const name = data?.[0]?.name ?? (code.kind === 'text' ? code.text : text);
  return (
    <Link to="/i/$code" params={{ code: text }} className={classes.found}>
      <span>{name}</span>
      {data?.length === 0 && <span className={classes.quiet}>{t('scan.code.notHere')}</span>}
    </Link>
  );
}
