import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { type LabelFormat, labelCorner, labelsPerSheet, paperSize } from '../label-formats.js';
import { type LabelItem, type LabelLine, labelLayout } from '../label-layout.js';
import { ItemLabel } from './item-label.js';
import classes from './labels.module.css';

const mm = (length: number) => `${Math.round(length * 1000) / 1000}mm`;

interface LabelSheetProps {
  format: LabelFormat;
  /** Of the sheet, in order; null where nothing is printed. */
  places: readonly (LabelItem | null)[];
  lines: readonly LabelLine[];
  number: number;
  /** On the first sheet: takes a place for the first label. */
  onStart?: ((place: number) => void) | undefined;
}

/** One sheet at its true size, on the screen as on paper. */
export const LabelSheet = memo(function LabelSheet(props: LabelSheetProps) {
  const { format, places, lines, number, onStart } = props;
  const { t } = useTranslation();
  const paper = paperSize(format);
  const layout = labelLayout(format);
  const count = onStart ? labelsPerSheet(format) : places.length;
  return (
    <figure
      aria-label={t('labels.sheet', { number })}
      className={classes.sheet}
      style={
        {
          width: mm(paper.width),
          height: mm(paper.height),
          '--label-width': mm(format.label.width),
          '--label-height': mm(format.label.height),
          '--label-padding': mm(layout.padding),
          '--label-code': mm(layout.code),
          '--label-font': mm(layout.fontSize),
        } as React.CSSProperties
      }
    >
      {Array.from({ length: count }, (_, place) => {
        const { left, top } = labelCorner(format, place);
        const at = { left: mm(left), top: mm(top) };
        const item = places[place];
        if (item) {
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a place on paper stays where it is.
            <div key={place} className={classes.label} style={at} data-testid="label" data-item-id={item.id}>
              <ItemLabel item={item} layout={layout} lines={lines} />
            </div>
          );
        }
        // A shortcut of the field beside the preview, which is there for the keyboard.
        return (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a place on paper stays where it is.
            key={place}
            type="button"
            tabIndex={-1}
            className={classes.gone}
            style={at}
            title={t('labels.startHere', { place: place + 1 })}
            aria-label={t('labels.startHere', { place: place + 1 })}
            onClick={() => onStart?.(place)}
          >
            {place + 1}
          </button>
        );
      })}
    </figure>
  );
});
