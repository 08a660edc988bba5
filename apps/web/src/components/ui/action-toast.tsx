import { Button, Group, Text } from '@mantine/core';
import { hideToast, showToast } from './toast.js';

/** Shows a message in the corner with the one thing to do about it; doing it closes the message. @param action what the button says */
export function showActionToast(text: string, action: string, onAction: () => void): void {
  const toast = showToast(
    <Group justify="space-between" gap="xs">
      <Text size="sm">{text}</Text>
      <Button
        size="compact-sm"
        variant="light"
        flex="none"
        onClick={() => {
          hideToast(toast);
          onAction();
        }}
      >
        {action}
      </Button>
    </Group>,
  );
}
