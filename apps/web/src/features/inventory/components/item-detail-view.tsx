import type { ItemDetail } from '@brique/shared';
import { Stack } from '@mantine/core';
import { ItemActions } from './item-actions.js';
import { ItemConflicts } from './item-conflicts.js';
import { ItemDocuments } from './item-documents.js';
import { ItemFacts, ItemOrigin, ItemOwnFacts } from './item-facts.js';
import { ItemHistory } from './item-history.js';

/** Everything about one item, and what can be done with it. */
export function ItemDetailView({ item, onDeleted }: { item: ItemDetail; onDeleted: () => Promise<void> }) {
  return (
    <Stack gap="xl">
      <ItemActions item={item} onDeleted={onDeleted} />
      {item.conflicts.length > 0 && <ItemConflicts conflicts={item.conflicts} />}
      <ItemFacts item={item} />
      <ItemOwnFacts item={item} />
      <ItemDocuments item={item} />
      <ItemHistory item={item} />
      <ItemOrigin item={item} />
    </Stack>
  );
}
