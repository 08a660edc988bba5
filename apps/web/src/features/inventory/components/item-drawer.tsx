import { Drawer } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface ItemDrawerProps {
  title: ReactNode;
  onClose: () => void;
  /** A form must not vanish by a stray click beside it. */
  closeOnClickOutside?: boolean;
  children: ReactNode;
}

/** The panel over the list in which an item is shown or edited; the address decides that it is open. */
export function ItemDrawer({ title, onClose, closeOnClickOutside = true, children }: ItemDrawerProps) {
  const { t } = useTranslation();
  // Opened after mounting, so that the panel slides in when its route appears.
  const [opened, setOpened] = useState(false);
  useEffect(() => setOpened(true), []);
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="lg"
      padding="lg"
      closeOnClickOutside={closeOnClickOutside}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      title={title}
    >
      {children}
    </Drawer>
  );
}
