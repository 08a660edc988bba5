import { asProblem } from '../../lib/api-client.js';
import { useProblemTexts } from '../../lib/problem-text.js';
import { TechnicalDetail } from './technical-detail.js';

/** What was refused, in our own words; what the server said only where we have none for it. */
export function ProblemMessage({ error }: { error: unknown }) {
  const { text, detail } = useProblemTexts().problem(asProblem(error));
  return (
    <>
      {text}
      <TechnicalDetail detail={detail} />
    </>
  );
}
