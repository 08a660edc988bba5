import { useEffect, useState } from 'react';

/** At the latest; a busy page is never idle. */
const LATEST_MS = 1000;

/** @returns false while the first view is fetched and drawn, then true: for what no view needs to be seen */
export function useAfterFirstView(): boolean {
  const [isViewed, setIsViewed] = useState(false);
  useEffect(() => {
    const view = () => setIsViewed(true);
    if (!('requestIdleCallback' in window)) {
      const timer = setTimeout(view, LATEST_MS);
      return () => clearTimeout(timer);
    }
    const idle = requestIdleCallback(view, { timeout: LATEST_MS });
    return () => cancelIdleCallback(idle);
  }, []);
  return isViewed;
}
