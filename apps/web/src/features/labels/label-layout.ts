import { type Item, shortItemId } from '@brique/shared';
import type { LabelFormat } from './label-formats.js';

/** What can stand below the name, in the order in which it stands there. */
export const LABEL_LINES = ['category', 'make', 'serial', 'shortId'] as const;
export type LabelLine = (typeof LABEL_LINES)[number];

/** Which lines give way last when there is not room for all: what tells one thing from its twin. */
const KEPT_LONGEST: readonly LabelLine[] = ['shortId', 'serial', 'make', 'category'];

const LINE_HEIGHT = 1.2;
const MAX_NAME_LINES = 3;

/** What is read of an item for its label. */
export type LabelItem = Pick<Item, 'id' | 'name' | 'category' | 'brand' | 'model' | 'serialNumber'>;

/** How a label is divided, mm. The code's quiet zone is part of its square. */
export interface LabelLayout {
  code: number;
  fontSize: number;
  padding: number;
  /** Lines of text that have room, the name's included. */
  lines: number;
}

/** @returns how the labels of a format are divided */
export function labelLayout({ label }: Pick<LabelFormat, 'label'>): LabelLayout {
  const { width, height } = label;
  const padding = height < 15 ? 0.4 : 1;
  const code = Math.min(height - 2 * padding, width * 0.45, 32);
  const fontSize = Math.min(Math.max(height * 0.095, 1.9), 3.6);
  const lines = Math.floor((height - 2 * padding) / (fontSize * LINE_HEIGHT));
  return { code, fontSize, padding, lines };
}

/**
 * @param wanted what the person chose to print below the name
 * @param lines lines that have room
 * @returns the texts below the name, from top to bottom, and how many lines the name may take
 */
export function labelTexts(
  item: LabelItem,
  wanted: readonly LabelLine[],
  lines: number,
): { nameLines: number; below: { line: LabelLine; text: string }[] } {
  const texts: Record<LabelLine, string> = {
    category: item.category,
    make: `${item.brand} ${item.model}`.trim(),
    serial: item.serialNumber,
    shortId: shortItemId(item.id),
  };
  const kept = KEPT_LONGEST.filter((line) => wanted.includes(line) && texts[line] !== '').slice(
    0,
    Math.max(lines - 1, 0),
  );
  const below = LABEL_LINES.filter((line) => kept.includes(line)).map((line) => ({
    line,
    text: texts[line],
  }));
  return { nameLines: Math.max(1, Math.min(MAX_NAME_LINES, lines - below.length)), below };
}
