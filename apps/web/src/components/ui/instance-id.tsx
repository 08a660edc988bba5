import { shortId } from '@brique/shared';
import { ActionIcon, CopyButton, Group, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './instance-id.module.css';

interface InstanceIdProps {
  id: string;
  /** Accessible name of the copy button; without it there is no button. */
  copyLabel?: string;
  size?: 'md' | 'lg';
}

/** An identity in the form in which people compare it on two screens, like a stamped name plate. */
export function InstanceId({ id, copyLabel, size = 'md' }: InstanceIdProps) {
  const { t } = useTranslation();
  return (
    <Group gap={6} wrap="nowrap" component="span" display="inline-flex">
      <code className={classes.plate} data-size={size}>
        {shortId(id)}
      </code>
      {copyLabel && (
        <CopyButton value={id}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? t('common.copied') : copyLabel}>
              <ActionIcon variant="subtle" color="gray" aria-label={copyLabel} onClick={copy}>
                {copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      )}
    </Group>
  );
}
