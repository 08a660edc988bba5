import { Drawer, type MantineSize } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** What opened the panel: an item's row in the list, or the link to a new one. */
function focusOrigin(itemId: string | null): void {
  // Another panel may have taken over (from an item to its form): then the focus is its affair.
  if (document.activeElement !== document.body) return;
  const row = itemId && document.querySelector<HTMLElement>(`[data-item-id="${CSS.escape(itemId)}"]`);
  const origin = row || document.querySelector<HTMLElement>('#content');
  origin?.focus({ preventScroll: true });
}

interface ItemDrawerProps {
  title: ReactNode;
  /** Controls between the title and the way out. */
  beside?: ReactNode;
  size?: MantineSize | (string & {});
  /** The item it shows, to whose row the focus returns; null for a new one. */
  itemId: string | null;
  onClose: () => void;
  /** A form must not vanish by a stray click beside it. */
  closeOnClickOutside?: boolean;
  /** Begin at the title, for something to read; a form begins at its first field. */
  startsAtTitle?: boolean;
  children: ReactNode;
}

/** The panel over the list in which an item is shown or edited; the address decides that it is open. */
export function ItemDrawer({
  title,
  beside,
  size = 'lg',
  itemId,
  onClose,
  closeOnClickOutside = true,
  startsAtTitle = false,
  children,
}: ItemDrawerProps) {
  const { t } = useTranslation();
  // Opened after mounting, so that the panel slides in when its route appears.
  const [opened, setOpened] = useState(false);
  useEffect(() => setOpened(true), []);
  // Another item begins at its top.
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (itemId) panel.current?.scrollTo({ top: 0 });
  }, [itemId]);
  // Leaving the route removes the panel without closing it, so the focus is returned here.
  useEffect(() => () => void setTimeout(() => focusOrigin(itemId)), [itemId]);
  return (
    <Drawer.Root
      opened={opened}
      onClose={onClose}
      position="right"
      size={size}
      padding="lg"
      closeOnClickOutside={closeOnClickOutside}
    >
      <Drawer.Overlay />
      <Drawer.Content ref={panel}>
        <Drawer.Header>
          <Drawer.Title
            flex={1}
            {...(startsAtTitle && { tabIndex: -1, 'data-autofocus': true, style: { outline: 'none' } })}
          >
            {title}
          </Drawer.Title>
          {beside}
          <Drawer.CloseButton ml={4} aria-label={t('common.close')} />
        </Drawer.Header>
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
