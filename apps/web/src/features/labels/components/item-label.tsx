import { memo } from 'react';
import { QrCode } from '../../../components/ui/qr-code.js';
import { formatItemCode } from '../../../lib/item-code.js';
import { type LabelItem, type LabelLayout, type LabelLine, labelTexts } from '../label-layout.js';
import classes from './labels.module.css';

interface ItemLabelProps {
  item: LabelItem;
  layout: LabelLayout;
  lines: readonly LabelLine[];
}

/** What is printed of one item: its code, its name, and the lines that were chosen and have room. */
export const ItemLabel = memo(function ItemLabel({ item, layout, lines }: ItemLabelProps) {
  const { nameLines, below } = labelTexts(item, lines, layout.lines);
  return (
    <>
      <QrCode text={formatItemCode(item.id)} className={classes.code ?? ''} />
      <div className={classes.words}>
        <div className={classes.name} style={{ WebkitLineClamp: nameLines }}>
          {item.name}
        </div>
        {below.map(({ line, text }) => (
          <div key={line} className={classes.line} data-line={line}>
            {text}
          </div>
        ))}
      </div>
    </>
  );
});
