import type { FieldProblem, Problem } from '@brique/shared';
import { setSignedOut } from './session.js';

const API_ROOT = '/api/v1';

/** What the server refused, or `server_stopped` when nothing answered. Texts for `code` live in the locales. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly code: string,
    /** HTTP status; 0 when there was no answer. */
    readonly status: number,
    readonly detail: string | undefined = undefined,
    readonly errors: readonly FieldProblem[] = [],
    /** How many there are, when `errors` names only the first. */
    readonly errorCount: number = errors.length,
    /** Seconds after which the next try may come; null when nothing is said of it. */
    readonly retryAfter: number | null = null,
  ) {
    super(detail ?? code);
  }
}

type QueryValue = string | number | boolean | null | undefined;

/** @returns the path under the API with its query; null, undefined and empty values are left out */
export function apiUrl(path: string, query: Record<string, QueryValue> = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return `${API_ROOT}${path}${text ? `?${text}` : ''}`;
}

/** @returns the problem a failed answer holds, whatever its body looks like; that we are signed out is noted for the whole page */
export function problemFromBody(status: number, body: string): ApiProblem {
  try {
    const problem = JSON.parse(body) as Partial<Problem> & { errorCount?: number };
    if (typeof problem.code === 'string') {
      if (problem.code === 'password_required') setSignedOut(true);
      const { code, detail, errors, errorCount, retryAfterSeconds } = problem;
      return new ApiProblem(code, status, detail, errors, errorCount, retryAfterSeconds);
    }
  } catch {
    // Not ours: something between the page and the server answered.
  }
  return new ApiProblem('unexpected_answer', status);
}

interface RequestOptions {
  query?: Record<string, QueryValue>;
  body?: unknown;
  signal?: AbortSignal | undefined;
}

/**
 * Calls the page's own server.
 * @param method HTTP method
 * @param path below `/api/v1`
 * @returns the parsed body, undefined for 204
 * @throws ApiProblem for every refusal and when the server does not answer; the signal's abort as it is
 */
export async function api<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const { query, body, signal } = options;
  let response: Response;
  try {
    response = await fetch(apiUrl(path, query), {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiProblem('server_stopped', 0);
  }
  if (!response.ok) throw problemFromBody(response.status, await response.text());
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

/** @returns the error as an ApiProblem; anything else is a bug of the page and says so */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem('page_error', 0, error instanceof Error ? error.message : String(error));
}
