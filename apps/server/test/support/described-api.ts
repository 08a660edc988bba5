import type { OpenApiDocument } from '../../src/adapters/http/openapi/document.js';
import { type Answer, answerOf } from './api.js';
import { createConformance } from './conformance.js';
import type { RunningInstance } from './processes.js';

/** Calls of a running instance, each held against what the instance itself says of its API. */
export interface DescribedApi {
  /** @param path with `/api/v1` */
  call<T>(method: string, path: string, init?: RequestInit): Promise<Answer<T>>;
}

export async function describedApi(instance: RunningInstance): Promise<DescribedApi> {
  const document = (await (await instance.fetch('/api/v1/openapi.json')).json()) as OpenApiDocument;
  const conformance = createConformance(document);
  return {
    async call<T>(method: string, path: string, init: RequestInit = {}) {
      const response = await instance.fetch(path, { ...init, method });
      if (method === 'HEAD' || method === 'OPTIONS') {
        return { status: response.status, headers: response.headers, body: (await response.text()) as T };
      }
      const answer = await answerOf<T>(response);
      conformance.check(method, path, answer);
      return answer;
    },
  };
}

export const jsonBody = (body: unknown): RequestInit => ({
  body: typeof body === 'string' ? body : JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});
