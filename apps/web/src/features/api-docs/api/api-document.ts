import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import type { ApiDocument } from '../api-document.js';

/** `GET /openapi.json`: the calls of the server that this page came from. */
export function apiDocumentQueryOptions() {
  return queryOptions({
    queryKey: ['api-document'],
    queryFn: ({ signal }) => api<ApiDocument>('GET', '/openapi.json', { signal }),
  });
}
