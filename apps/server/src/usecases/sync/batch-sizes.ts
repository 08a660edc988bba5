import type { SyncErrorCode } from '@brique/shared';

/** Bytes of one batch: few large steps, each well below the 8 MiB a request may have. */
export const BATCH_BYTES = 4 * 1024 * 1024;

/**
 * Of the first batch after a session that was cut. Some ten packets: also over a line that loses a third of them they mostly
 * arrive. Twice as many each time, full size is reached by the ninth batch.
 */
const FIRST_BYTES_AFTER_CUT = 16 * 1024;

const CUT_CODES: ReadonlySet<SyncErrorCode> = new Set(['connection_lost', 'peer_unreachable']);

/**
 * How large the batches for each peer are; decided here alone (docs/decisions/0030). Forgotten when Brique stops.
 *
 * A batch that is cut begins anew whole, so that one that is too large for a bad line never arrives. Hence after a cut the first is
 * small, and each as large as all before it together: about half of what a line lets through before it is cut again is kept, however
 * little that is.
 */
export interface BatchSizes {
  /** @returns gives the bytes of the next batch each time it is asked, for one stream or row of requests */
  forPeer(peerId: string): () => number;
  /** Whether to go in small steps first. */
  isAfterCut(peerId: string): boolean;
  /** A session that both sides had agreed to has failed. @param code why */
  sessionFailed(peerId: string, code: SyncErrorCode): void;
}

export function createBatchSizes(): BatchSizes {
  /** Peers with which a session was cut, and no stream has grown to full size since. */
  const afterCut = new Set<string>();
  return {
    forPeer(peerId) {
      // A stream that began before the cut, at full size, says nothing of having grown.
      const isGrowing = afterCut.has(peerId);
      let next = isGrowing ? FIRST_BYTES_AFTER_CUT : BATCH_BYTES;
      return () => {
        const bytes = next;
        next = Math.min(2 * bytes, BATCH_BYTES);
        if (isGrowing && bytes === BATCH_BYTES) afterCut.delete(peerId);
        return bytes;
      };
    },
    isAfterCut: (peerId) => afterCut.has(peerId),
    sessionFailed(peerId, code) {
      if (CUT_CODES.has(code)) afterCut.add(peerId);
    },
  };
}
