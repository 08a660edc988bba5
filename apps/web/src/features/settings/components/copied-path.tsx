import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './settings-page.module.css';

interface CopiedPathProps {
  path: string;
  /** What the button copies, in words. */
  label: string;
  testId: string;
}

/** A path of the server's computer, with a button that copies it. */
export function CopiedPath({ path, label, testId }: CopiedPathProps) {
  const { t } = useTranslation();
  return (
    <span className={classes.path}>
      <code data-testid={testId}>{path}</code>
      <CopyButton value={path}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('common.copied') : label}>
            <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={copy}>
              {copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
}
