import encodeQR from 'qr';
import { memo, useMemo } from 'react';

/** Modules of white around a code, as the standard (ISO/IEC 18004) asks. */
const QUIET = 4;

/** @returns the dark modules as one path, neighbours in a row joined, so that no hairline shows between them */
function darkPath(modules: boolean[][]): string {
  let path = '';
  modules.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      const start = x;
      while (row[x + 1]) x++;
      path += `M${start} ${y}h${x + 1 - start}v1H${start}z`;
    }
  });
  return path;
}

/** A QR code with its quiet zone, dark on white in any colour scheme; it fills its place. */
export const QrCode = memo(function QrCode({ text, className }: { text: string; className?: string }) {
  const { path, size } = useMemo(() => {
    const modules = encodeQR(text, 'raw', { ecc: 'quartile', border: QUIET });
    return { path: darkPath(modules), size: modules.length };
  }, [text]);
  return (
    <svg viewBox={`0 0 ${size} ${size}`} className={className} shapeRendering="crispEdges" aria-hidden="true">
      <path d={path} fill="#000" />
    </svg>
  );
});
