import type { Item } from '@brique/shared';
import { useNavigate } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';

interface ItemLinkProps {
  item: Item;
  className?: string | undefined;
  children: ReactNode;
}

/**
 * What opens an item, in whatever view. The address it shows is the item's own; the list's state is added when it is
 * followed. So a row is not drawn again for every letter of a search, as a link that holds the search would be.
 */
export function ItemLink({ item, className, children }: ItemLinkProps) {
  const navigate = useNavigate();
  const open = (event: MouseEvent) => {
    const isForBrowser = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (event.button !== 0 || isForBrowser || event.defaultPrevented) return;
    event.preventDefault();
    void navigate({
      to: '/inventory/$itemId',
      params: { itemId: item.id },
      search: true,
      resetScroll: false,
    });
  };
  return (
    <a
      href={`/inventory/${item.id}`}
      className={className}
      onClick={open}
      data-testid="item-row"
      data-item-id={item.id}
    >
      {children}
    </a>
  );
}
