import { Checkbox, NativeSelect, NumberInput, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LABEL_FORMATS, type LabelFormat, labelsPerSheet } from '../label-formats.js';
import { LABEL_LINES, type LabelLine } from '../label-layout.js';
import type { LabelOptions } from '../label-options.js';

const MAX_COPIES = 50;

interface LabelOptionsFormProps {
  format: LabelFormat;
  lines: readonly LabelLine[];
  onOptions: (changes: Partial<LabelOptions>) => void;
  copies: number;
  onCopies: (copies: number) => void;
  /** Of the first label, from 1. */
  start: number;
  onStart: (start: number) => void;
}

/** @returns a whole number of a field that may be empty or half typed */
function within(value: string | number, max: number): number {
  const number = Math.floor(Number(value));
  return Number.isFinite(number) ? Math.min(Math.max(number, 1), max) : 1;
}

/** On what, from where and what is printed. */
export function LabelOptionsForm(props: LabelOptionsFormProps) {
  const { format, lines, onOptions, copies, onCopies, start, onStart } = props;
  const { t } = useTranslation();
  const perSheet = labelsPerSheet(format);
  const groups = (['a4', 'letter', 'roll'] as const).map((paper) => ({
    group: t(`labels.paper.${paper}`),
    items: LABEL_FORMATS.filter((each) => each.paper === paper).map((each) => ({
      value: each.id,
      label: `${each.name} · ${t('labels.size', each.label)}`,
    })),
  }));
  return (
    <Stack gap="md">
      <NativeSelect
        label={t('labels.format')}
        description={perSheet > 1 ? t('labels.perSheet', { count: perSheet }) : t('labels.onRoll')}
        value={format.id}
        data={groups}
        onChange={(event) => onOptions({ format: event.currentTarget.value })}
      />
      {perSheet > 1 && (
        <NumberInput
          label={t('labels.start')}
          description={t('labels.startHint')}
          min={1}
          max={perSheet}
          allowDecimal={false}
          value={start}
          onChange={(value) => onStart(within(value, perSheet))}
        />
      )}
      <NumberInput
        label={t('labels.copies')}
        min={1}
        max={MAX_COPIES}
        allowDecimal={false}
        value={copies}
        onChange={(value) => onCopies(within(value, MAX_COPIES))}
      />
      <Checkbox.Group
        label={t('labels.lines')}
        description={t('labels.linesHint')}
        value={[...lines]}
        onChange={(values) => onOptions({ lines: LABEL_LINES.filter((line) => values.includes(line)) })}
      >
        <Stack gap="xs" mt="xs">
          {LABEL_LINES.map((line) => (
            <Checkbox key={line} value={line} label={t(`labels.line.${line}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
    </Stack>
  );
}
