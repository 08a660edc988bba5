import { ApiProblem, apiUrl, problemFromBody } from './api-client.js';
import { PROGRESS_TYPE, progressLines } from './progress-lines.js';

/** Where an upload stands: sending with the fraction sent, then the server working, as far as it has told. */
export type UploadState<Progress> =
  | { phase: 'sending'; fraction: number }
  | { phase: 'working'; progress: Progress | null };

interface UploadRequest<Progress> {
  path: string;
  query: Record<string, string | number | undefined>;
  file: Blob;
  contentType: string;
  onState: (state: UploadState<Progress>) => void;
  signal?: AbortSignal | undefined;
}

/**
 * Sends a file as a request's body, and follows what the server tells of its work. XMLHttpRequest, because fetch cannot say how much of a
 * body has left.
 * @throws ApiProblem, `cancelled` when the signal aborts, `file_changed` when the file cannot be read any more
 */
export function upload<Result, Progress>(request: UploadRequest<Progress>): Promise<Result> {
  const { path, query, file, contentType, onState, signal } = request;
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    const lines = progressLines<Result, Progress>((progress) => onState({ phase: 'working', progress }));
    let taken = 0;
    const takeLines = () => {
      if (call.status !== 200) return;
      lines.take(call.responseText.slice(taken));
      taken = call.responseText.length;
    };
    call.open('POST', apiUrl(path, query));
    call.setRequestHeader('content-type', contentType);
    call.setRequestHeader('accept', PROGRESS_TYPE);
    call.upload.onprogress = (event) => {
      if (event.lengthComputable) onState({ phase: 'sending', fraction: event.loaded / event.total });
    };
    call.upload.onload = () => onState({ phase: 'working', progress: null });
    call.onprogress = takeLines;
    call.onload = () => {
      try {
        if (call.status !== 200) throw problemFromBody(call.status, call.responseText);
        takeLines();
        resolve(lines.end());
      } catch (error) {
        reject(error);
      }
    };
    // A file that was changed or removed since it was chosen cannot be read, and looks like a broken connection.
    call.onerror = () => {
      const reading = file.slice(0, 1).arrayBuffer();
      reading.then(
        () => reject(new ApiProblem('server_stopped', 0)),
        () => reject(new ApiProblem('file_changed', 0)),
      );
    };
    call.onabort = () => reject(new ApiProblem('cancelled', 0));
    signal?.addEventListener('abort', () => call.abort(), { once: true });
    call.send(file);
  });
}
