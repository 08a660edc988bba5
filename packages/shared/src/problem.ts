export interface FieldProblem {
  field: string;
  code: string;
  message: string;
}

/** RFC 9457 problem document (`application/problem+json`); `code` is stable, texts are not. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  errors?: FieldProblem[];
}
