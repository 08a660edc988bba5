import type { Item } from '@brique/shared';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface ItemLinkProps {
  item: Item;
  className?: string | undefined;
  children: ReactNode;
}

/** What opens an item, in whatever view. */
export function ItemLink({ item, className, children }: ItemLinkProps) {
  return (
    <Link
      to="/inventory/$itemId"
      params={{ itemId: item.id }}
      search
      resetScroll={false}
      preload={false}
      {...(className && { className })}
      data-testid="item-row"
      data-item-id={item.id}
    >
      {children}
    </Link>
  );
}
