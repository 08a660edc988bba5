import { LABEL_FORMATS } from './label-formats.js';
import { LABEL_LINES, type LabelLine } from './label-layout.js';

export interface LabelOptions {
  /** Of a `LabelFormat`. */
  format: string;
  lines: readonly LabelLine[];
}

const STORAGE_KEY = 'brique-labels';
const DEFAULTS: LabelOptions = { format: LABEL_FORMATS[0].id, lines: ['make', 'serial', 'shortId'] };

/** @returns the options of the last time in this browser: the packet of labels is still the same */
export function readLabelOptions(): LabelOptions {
  try {
    return checkOptions(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null'));
  } catch {
    return DEFAULTS;
  }
}

export function storeLabelOptions(options: LabelOptions): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(options));
  } catch {
    // Without storage they are chosen again next time.
  }
}

/** @returns the options in what was stored, by whatever version of the page */
export function checkOptions(stored: unknown): LabelOptions {
  if (typeof stored !== 'object' || stored === null) return DEFAULTS;
  const { format, lines } = stored as Record<string, unknown>;
  return {
    format: LABEL_FORMATS.find(({ id }) => id === format)?.id ?? DEFAULTS.format,
    lines: Array.isArray(lines) ? LABEL_LINES.filter((line) => lines.includes(line)) : DEFAULTS.lines,
  };
}
