import { useEffect } from 'react';

/**
 * Lets styles elsewhere leave room for an element, as long as it is there and takes any.
 * @param element null: nothing is there
 * @param property of the root, in px: `--brique-…`
 */
export function useMeasuredHeight(element: HTMLElement | null, property: `--brique-${string}`): void {
  useEffect(() => {
    if (element === null) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => {
      const { offsetHeight } = element;
      if (offsetHeight > 0) style.setProperty(property, `${offsetHeight}px`);
      else style.removeProperty(property);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      style.removeProperty(property);
    };
  }, [element, property]);
}
