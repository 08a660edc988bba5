/** A sheet of labels, or a roll, which is a sheet of one. All lengths in millimetres. */
export interface LabelFormat {
  id: string;
  /** As it stands on the packet. */
  name: string;
  paper: 'a4' | 'letter' | 'roll';
  label: { width: number; height: number };
  columns: number;
  rows: number;
  /** Between two columns; rows of these sheets touch. */
  gap: number;
}

const PAPERS = { a4: { width: 210, height: 297 }, letter: { width: 215.9, height: 279.4 } };

/**
 * Sizes as the makers print them on packets and in their templates: Avery Zweckform (L…, J… have the same sizes) and Avery US (inches,
 * converted), Brother DK and Dymo LabelWriter die-cut rolls, laid so that the longer side is across. Makers centre the labels
 * on the sheet, so the margins follow. Compared with the open gLabels templates, the margin of L7163 is more than a millimetre
 * off, and L4731 is not among them: hold a first print on plain paper against the sheet.
 */
export const LABEL_FORMATS = [
  sheet('L7160', 'a4', 63.5, 38.1, 3, 7, 2.54),
  sheet('L7163', 'a4', 99.1, 38.1, 2, 7, 2.54),
  sheet('L7159', 'a4', 63.5, 33.9, 3, 8, 2.54),
  sheet('L7651', 'a4', 38.1, 21.2, 5, 13, 2.54),
  sheet('L4731', 'a4', 25.4, 10, 7, 27, 2.54),
  sheet('5160', 'letter', 66.675, 25.4, 3, 10, 3.175),
  sheet('5163', 'letter', 101.6, 50.8, 2, 5, 4.7625),
  roll('DK-11209', 'Brother DK-11209', 62, 29),
  roll('DK-11201', 'Brother DK-11201', 90, 29),
  roll('11354', 'Dymo 11354', 57, 32),
  roll('99012', 'Dymo 99012', 89, 36),
] as const satisfies readonly LabelFormat[];

/** @returns the format of this id, the first one when there is none */
export function labelFormat(id: string | undefined): LabelFormat {
  return LABEL_FORMATS.find((format) => format.id === id) ?? LABEL_FORMATS[0];
}

/** @returns the size of the paper, mm */
export function paperSize({ paper, label }: LabelFormat): { width: number; height: number } {
  return paper === 'roll' ? label : PAPERS[paper];
}

/** @returns how many labels a sheet has */
export function labelsPerSheet({ columns, rows }: LabelFormat): number {
  return columns * rows;
}

/**
 * @param place of a label on its sheet, row by row from 0
 * @returns its upper left corner, mm from the paper's
 */
export function labelCorner(format: LabelFormat, place: number): { left: number; top: number } {
  const { label, columns, rows, gap } = format;
  const paper = paperSize(format);
  const marginLeft = (paper.width - columns * label.width - (columns - 1) * gap) / 2;
  const marginTop = (paper.height - rows * label.height) / 2;
  return {
    left: marginLeft + (place % columns) * (label.width + gap),
    top: marginTop + Math.floor(place / columns) * label.height,
  };
}

function sheet(
  number: string,
  paper: 'a4' | 'letter',
  width: number,
  height: number,
  columns: number,
  rows: number,
  gap: number,
): LabelFormat {
  return { id: number, name: `Avery ${number}`, paper, label: { width, height }, columns, rows, gap };
}

function roll(id: string, name: string, width: number, height: number): LabelFormat {
  return { id, name, paper: 'roll', label: { width, height }, columns: 1, rows: 1, gap: 0 };
}
