import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './item-tick.module.css';

interface ItemTickProps {
  id: string;
  name: string;
  isTicked: boolean;
  /** @param isRange the shift key was held */
  onTick: (id: string, isRange: boolean) => void;
}

/**
 * The box that selects an item. Not a stop of the Tab key: on the item itself, the space bar does the same. The browser's own
 * box: there is one in every row.
 */
export const ItemTick = memo(function ItemTick({ id, name, isTicked, onTick }: ItemTickProps) {
  const { t } = useTranslation();
  return (
    <span className={classes.tick}>
      <input
        type="checkbox"
        className={classes.box}
        aria-label={t('inventory.selection.select', { name })}
        tabIndex={-1}
        checked={isTicked}
        // The click knows the shift key; the change does not.
        onChange={() => {}}
        onClick={(event) => onTick(id, event.shiftKey)}
      />
    </span>
  );
});
