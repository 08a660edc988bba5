export interface FieldProblem {
  field: string;
  code: string;
  message: string;
  /** Of a file: the 1-based row where it shows. */
  row?: number;
  /** Of a file: the columns there are, at most 30. */
  columns?: string[];
}

/** RFC 9457 problem document (`application/problem+json`); `code` is stable, texts are not. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  errors?: FieldProblem[];
  /** Of `too_many_requests`: in how many seconds the next try may come. */
  retryAfterSeconds?: number;
}
