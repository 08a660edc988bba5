import { afterEach } from 'vitest';

/** Registers what a test opened; closed after it, last first, passed or failed. */
export function closeAfterEach(): (close: () => unknown) => void {
  const open: Array<() => unknown> = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });
  return (close) => open.push(close);
}
