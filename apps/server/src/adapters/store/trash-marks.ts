import { isoTime } from '../../usecases/clock.js';
import type { TrashMarks } from '../../usecases/items/trash-retention.js';
import type { Database } from './database.js';
import { inTransaction } from './in-transaction.js';
import { IN_TRASH } from './item-rows.js';

export function createTrashMarks({ reader, writer }: Database): TrashMarks {
  return {
    async mark(time) {
      await inTransaction(writer, async (trx) => {
        await trx.raw(
          `DELETE FROM trash_marks WHERE NOT EXISTS (
             SELECT 1 FROM items WHERE items.id = item_id AND items.deleted_at = trash_marks.deleted_at)`,
        );
        await trx.raw(
          `INSERT OR IGNORE INTO trash_marks (item_id, deleted_at, seen)
           SELECT id, deleted_at, ? FROM items WHERE ${IN_TRASH}`,
          [time],
        );
      });
    },

    async due(seenBefore, deletedBefore) {
      return reader('trash_marks')
        .where('seen', '<=', seenBefore)
        .where('deleted_at', '<=', isoTime(deletedBefore))
        .pluck('item_id');
    },
  };
}
