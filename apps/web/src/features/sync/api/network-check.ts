import type { DoctorProgress, DoctorReport } from '@brique/shared';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type ApiProblem, apiUrl, asProblem } from '../../../lib/api-client.js';
import { apiWithProgress } from '../../../lib/progress-lines.js';

/** A look at the network: not begun, under way, or done. */
export interface NetworkCheck {
  start(): void;
  stop(): void;
  isRunning: boolean;
  /** null before the first news. */
  progress: DoctorProgress | null;
  report: DoctorReport | null;
  /** null also when it was stopped on request. */
  problem: ApiProblem | null;
}

/** `POST /doctor`. It ends when nobody looks at it any more. */
export function useNetworkCheck(): NetworkCheck {
  const [progress, setProgress] = useState<DoctorProgress | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const check = useMutation({
    mutationFn: () => {
      running.current?.abort();
      running.current = new AbortController();
      setProgress(null);
      return apiWithProgress<DoctorReport, DoctorProgress>(
        apiUrl('/doctor'),
        undefined,
        setProgress,
        running.current.signal,
      );
    },
  });
  const problem = check.error === null ? null : asProblem(check.error);
  return {
    start: () => check.mutate(),
    stop: () => running.current?.abort(),
    isRunning: check.isPending,
    progress,
    report: check.data ?? null,
    problem: problem?.code === 'cancelled' ? null : problem,
  };
}
