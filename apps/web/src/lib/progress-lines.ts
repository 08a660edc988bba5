import { ApiProblem, problemFromBody } from './api-client.js';

export const PROGRESS_TYPE = 'application/x-ndjson';

/**
 * Reads an answer that comes as it goes: lines `{"progress":…}`, then one `{"result":…}` or `{"problem":…}`.
 * @param onProgress told of each line of progress
 */
export function progressLines<Result, Progress>(onProgress: (progress: Progress) => void) {
  let rest = '';
  let outcome: { result: Result } | ApiProblem | null = null;
  return {
    /** @param text what has come since the last call, in pieces of any size */
    take(text: string): void {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const said = JSON.parse(line) as {
          progress?: Progress;
          result?: Result;
          problem?: { status: number };
        };
        if (said.progress !== undefined) onProgress(said.progress);
        else if (said.problem !== undefined) {
          outcome = problemFromBody(said.problem.status, JSON.stringify(said.problem));
        } else outcome = { result: said.result as Result };
      }
    },
    /** @returns the result @throws ApiProblem what was refused; `server_stopped` when the answer broke off */
    end(): Result {
      if (outcome === null) throw new ApiProblem('server_stopped', 0);
      if (outcome instanceof ApiProblem) throw outcome;
      return outcome.result;
    },
  };
}

/**
 * Calls the server for something that takes long, or that may well be refused: what the last line refuses is no failed request in the
 * browser's console.
 * @param body a file as it is, anything else as JSON
 * @param onProgress told how far it is
 * @param signal stops it
 * @throws ApiProblem, `cancelled` when the signal aborts
 */
export async function apiWithProgress<Result, Progress>(
  url: string,
  body: unknown,
  onProgress: (progress: Progress) => void,
  signal?: AbortSignal,
): Promise<Result> {
  const isFile = body instanceof Blob;
  const broken = (): never => {
    throw new ApiProblem(signal?.aborted ? 'cancelled' : 'server_stopped', 0);
  };
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': isFile ? body.type : 'application/json', accept: PROGRESS_TYPE },
    body: isFile ? body : JSON.stringify(body),
    signal: signal ?? null,
  }).catch(broken);
  if (!response.ok || response.body === null) throw problemFromBody(response.status, await response.text());
  const lines = progressLines<Result, Progress>(onProgress);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(broken);
    if (done) return lines.end();
    lines.take(value);
  }
}
