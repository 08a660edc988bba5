import type { ItemField } from './item.js';
import type { FieldProblem, Problem } from './problem.js';

/** Files that are recognised by their columns. */
export type ImportSource = 'brique' | 'homebox' | 'snipe-it';

/** What happens to a row whose item is here already, or earlier in the file: see `POST /items/import`. */
export type Duplicates = 'skip' | 'update' | 'create';

/** Which of the two numbers of `05/01/2024` is the day: the first (`dmy`) or the second (`mdy`). */
export type DateOrder = 'dmy' | 'mdy';

/**
 * From our field to the column it is read from, or to several: of the notes' columns all are taken, one below the other, of every other
 * field's the first that is filled in a row. No column, or `''`, leaves the field out.
 */
export type ColumnMap = Partial<Record<ItemField, string | readonly string[]>>;

/** `POST /items/import/preview`, with the beginning of a file. */
export interface ImportPreview {
  source: ImportSource | null;
  /** As the file names them, in its order. */
  columns: string[];
  /** The first rows, cells in the order of the columns. */
  rows: string[][];
  /** Which column holds what, as far as the names of the columns tell. */
  map: Record<ItemField, string[]>;
  /** Columns that need no choice: own fields of our exports, and what stands behind each of our items. */
  kept: string[];
  /**
   * How the dates with slashes in the guessed column are to be read: what they show themselves, `ambiguous` when they do not, null when
   * there are none.
   */
  dates: DateOrder | 'ambiguous' | null;
}

export interface ImportRowError {
  /** 1-based data row: the header of a CSV file is not counted. */
  row: number;
  field?: string;
  /** Stable: what is wrong. A field problem's code, or `too_many_cells`, `not_utf8`, `not_an_object`, `no_name_column`. */
  code: string;
  message: string;
}

/** `POST /items/import`. With `dryRun=1` nothing is written, and the counts say what would be. */
export interface ImportResult {
  /** Items made. */
  imported: number;
  /** Rows left out because their item is here already. */
  skipped: number;
  /** Rows written into an item that was here already, or earlier in the file. */
  updated: number;
  /** The first rows with mistakes. */
  errors: ImportRowError[];
  /** How many rows have mistakes. */
  errorCount: number;
  /** Give it to `POST /items/undo` to take the import back; null when nothing was done, or in a dry run. */
  undoId: string | null;
}

/** The refusal of a file with mistakes (`import_invalid`), with what a dry run would have said. */
export interface ImportProblem extends Omit<Problem, 'errors'>, Omit<ImportResult, 'errors'> {
  errors: (ImportRowError & FieldProblem)[];
}

/** How far the server is with a file. */
export interface ImportProgress {
  /** Rows read so far. */
  rows: number;
  /** Of the file, 0 … 1. */
  fraction: number;
}

/** How far the server is with taking an act back. */
export interface UndoProgress {
  done: number;
  total: number;
}
