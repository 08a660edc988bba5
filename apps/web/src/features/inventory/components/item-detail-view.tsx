import type { ItemDetail } from '@brique/shared';
import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { ItemActions } from './item-actions.js';
import { ItemDocuments } from './item-documents.js';
import { ItemFacts, ItemOrigin, ItemOwnFacts } from './item-facts.js';
import { ItemHistory } from './item-history.js';

interface ItemDetailViewProps {
  item: ItemDetail;
  /** What of it waits for a choice, which another feature provides. */
  conflicts: ReactNode;
  onDeleted: () => Promise<void>;
}

/** Everything about one item, and what can be done with it. */
export function ItemDetailView({ item, conflicts, onDeleted }: ItemDetailViewProps) {
  return (
    <Stack gap="xl">
      <ItemActions item={item} onDeleted={onDeleted} />
      {conflicts}
      <ItemFacts item={item} />
      <ItemOwnFacts item={item} />
      <ItemDocuments item={item} />
      <ItemHistory item={item} />
      <ItemOrigin item={item} />
    </Stack>
  );
}
