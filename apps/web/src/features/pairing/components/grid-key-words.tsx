import { Button, CopyButton, Group, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QrCode } from '../../../components/ui/qr-code.js';
import classes from './pairing.module.css';

/** A generated key as words and as a code; covered until asked for, for somebody may look over a shoulder. */
export function GridKeyWords({ words, link }: { words: string; link: string }) {
  const { t } = useTranslation();
  const [isShown, setIsShown] = useState(false);
  return (
    <div>
      <Text fw={600} mb="xs">
        {t('pairing.grid.isSet')}
      </Text>
      <Group gap="sm" mb={isShown ? 'md' : 0}>
        <Button
          variant="default"
          aria-expanded={isShown}
          leftSection={isShown ? <IconEyeOff size={18} aria-hidden /> : <IconEye size={18} aria-hidden />}
          onClick={() => setIsShown(!isShown)}
        >
          {t(isShown ? 'pairing.grid.hide' : 'pairing.grid.show')}
        </Button>
        <CopyButton value={words} timeout={4000}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
              onClick={copy}
            >
              {copied ? t('common.copied') : t('pairing.grid.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
      {isShown && (
        <div className={classes.key}>
          <ol className={classes.words} lang="en" data-testid="grid-words">
            {words.split(' ').map((word, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a word may come twice, and its place is what it is known by.
              <li key={at}>{word}</li>
            ))}
          </ol>
          <div className={classes.code} role="img" aria-label={t('pairing.grid.codeLabel')}>
            <QrCode text={link} />
          </div>
        </div>
      )}
    </div>
  );
}
