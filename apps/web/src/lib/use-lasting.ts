import { useEffect, useState } from 'react';

/**
 * Keeps what is over in a moment from flashing by.
 * @param ms how long it must hold
 * @returns whether `holds` has held for so long without a break
 */
export function useLasting(holds: boolean, ms: number): boolean {
  const [hasLasted, setHasLasted] = useState(false);
  useEffect(() => {
    if (!holds) return;
    const timer = setTimeout(() => setHasLasted(true), ms);
    return () => {
      clearTimeout(timer);
      setHasLasted(false);
    };
  }, [holds, ms]);
  return holds && hasLasted;
}
