import { ApiProblem, apiUrl, problemFromBody } from './api-client.js';

/** Where an upload stands: sending with the fraction sent, then the server working for an unknown time. */
export type UploadState = { phase: 'sending'; fraction: number } | { phase: 'working' };

interface UploadRequest {
  path: string;
  query: Record<string, string | number | undefined>;
  file: Blob;
  contentType: string;
  onState: (state: UploadState) => void;
  signal?: AbortSignal | undefined;
}

/**
 * Sends a file as a request's body. XMLHttpRequest, because fetch cannot say how much of a body has left.
 * @throws ApiProblem, `cancelled` when the signal aborts, `file_changed` when the file cannot be read any more
 */
export function upload<T>({ path, query, file, contentType, onState, signal }: UploadRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', apiUrl(path, query));
    request.setRequestHeader('content-type', contentType);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onState({ phase: 'sending', fraction: event.loaded / event.total });
    };
    request.upload.onload = () => onState({ phase: 'working' });
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as T);
      else reject(problemFromBody(request.status, request.responseText));
    };
    // A file that was changed or removed since it was chosen cannot be read, and looks like a broken connection.
    request.onerror = () => {
      const reading = file.slice(0, 1).arrayBuffer();
      reading.then(
        () => reject(new ApiProblem('server_stopped', 0)),
        () => reject(new ApiProblem('file_changed', 0)),
      );
    };
    request.onabort = () => reject(new ApiProblem('cancelled', 0));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
