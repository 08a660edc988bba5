import { Group, Text, Title, type TitleOrder } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './message-panel.module.css';

interface MessagePanelProps {
  icon: ReactNode;
  title: string;
  text: string;
  /** Level of the heading, as the page around it needs. */
  order?: TitleOrder;
  /** `quiet` for a place that is empty and may stay so. */
  tone?: 'plain' | 'quiet';
  /** What to do next: buttons or links. */
  children?: ReactNode;
}

/** Stands where content would be: nothing yet, nothing found, or something went wrong. Always says what to do. */
export function MessagePanel({ icon, title, text, order = 2, tone = 'plain', children }: MessagePanelProps) {
  return (
    <div className={classes.panel} data-tone={tone}>
      <span className={classes.icon} aria-hidden="true">
        {icon}
      </span>
      <Title order={order} size="h3">
        {title}
      </Title>
      <Text c="dimmed" maw="34rem" className={classes.text ?? ''}>
        {text}
      </Text>
      {children && (
        <Group justify="center" gap="sm" mt="xs">
          {children}
        </Group>
      )}
    </div>
  );
}
