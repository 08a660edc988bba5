import type { SyncResult } from '@brique/shared';
import type { Grid, Node } from './grid.js';
import { codeOf } from './two-instances.js';
import { FAIR_WEATHER, type Fault } from './weather.js';

/**
 * Lets one instance synchronise with another over a line that is cut whenever so many bytes have gone over it in a session, bodies
 * of both directions together, until a session reaches its end.
 * @returns how many sessions were cut, and what the last one did
 */
export async function syncOverNarrowLine(
  grid: Grid,
  [from, to]: readonly [Node, Node],
  { bytes, most }: { readonly bytes: number; readonly most: number },
): Promise<{ readonly cuts: number; readonly result: SyncResult }> {
  const { weather } = grid.network;
  try {
    for (let cuts = 0; ; cuts++) {
      let left = bytes;
      grid.network.weather = {
        fault(_request, bodyBytes): Fault {
          if (bodyBytes > left) return { kind: 'cut-request', at: left };
          return { kind: 'cut-long-response', at: left - bodyBytes };
        },
        pieces(piece) {
          left -= piece.length;
          return FAIR_WEATHER.pieces(piece);
        },
      };
      const session = grid.sync(from, to);
      const code = await codeOf(session);
      if (code === 'succeeded') return { cuts, result: await session };
      if (code !== 'connection_lost') throw new Error(`a session failed with ${code}`);
      if (cuts >= most) throw new Error(`${cuts + 1} sessions were cut, and there is no end of it`);
    }
  } finally {
    grid.network.weather = weather;
  }
}
