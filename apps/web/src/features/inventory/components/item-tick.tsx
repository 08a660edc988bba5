import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './item-list.module.css';

interface ItemTickProps {
  name: string;
  isTicked: boolean;
  /** @param isRange the shift key was held */
  onTick: (isRange: boolean) => void;
}

/** The box that selects an item. Not a stop of the Tab key: on the item itself, the space bar does the same. */
export function ItemTick({ name, isTicked, onTick }: ItemTickProps) {
  const { t } = useTranslation();
  return (
    <span className={classes.tick}>
      <Checkbox
        aria-label={t('inventory.selection.select', { name })}
        tabIndex={-1}
        checked={isTicked}
        // The click knows the shift key; the change does not.
        onChange={() => {}}
        onClick={(event) => onTick(event.shiftKey)}
      />
    </span>
  );
}
