import { useFormats } from '../../lib/use-formats.js';
import { useNow } from '../../lib/use-now.js';

/** A moment as "3 minutes ago" that goes on counting; the exact time shows on hover. */
export function RelativeTime({ iso }: { iso: string }) {
  const formats = useFormats();
  const now = useNow();
  return (
    <time dateTime={iso} title={formats.moment(iso, now)}>
      {formats.relative(iso, now)}
    </time>
  );
}
