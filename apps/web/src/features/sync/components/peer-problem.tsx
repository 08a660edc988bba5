import { ProblemMessage } from '../../../components/ui/problem-message.js';
import { type ApiProblem, asProblem } from '../../../lib/api-client.js';
import { isSyncErrorCode, type SyncFailure } from '../sync-error.js';
import { FailureMessage } from './failure-message.js';

interface PeerProblemProps {
  problem: SyncFailure | ApiProblem;
  peerName: string;
}

/** Why something about another instance did not work: in the words of a failed session where it had to be reached. */
export function PeerProblem({ problem, peerName }: PeerProblemProps) {
  const { code, detail = '' } = problem;
  if (!isSyncErrorCode(code)) return <ProblemMessage error={asProblem(problem)} />;
  return <FailureMessage failure={{ code, detail }} peerName={peerName} />;
}
