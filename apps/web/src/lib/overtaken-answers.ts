import type { Query, QueryClient } from '@tanstack/react-query';

/**
 * Asks again for a first answer that was under way when its query became stale: it may have been read before the change.
 * TanStack Query starts a fetch anew only when there is data already; a first one it lets end, and takes its answer for fresh
 * (`Query.fetch` with `cancelRefetch`). Nothing else would ever ask again, since data is fresh here until an event says otherwise.
 */
export function askAgainWhenOvertaken(queryClient: QueryClient): void {
  const overtaken = new WeakSet<Query>();
  queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated') return;
    const { query, action } = event;
    const isFirst = query.state.data === undefined && query.state.fetchStatus !== 'idle';
    // After a first try that failed a query counts as stale already, and that it becomes so again would not be told.
    if (action.type === 'fetch' && isFirst && query.state.isInvalidated)
      query.setState({ isInvalidated: false });
    if (action.type === 'invalidate' && isFirst) overtaken.add(query);
    if (action.type === 'success' && overtaken.delete(query)) {
      void queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true });
    }
  });
}
