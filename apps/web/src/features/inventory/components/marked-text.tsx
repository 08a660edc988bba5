import { markMatches } from '../match-marks.js';
import classes from './marked-text.module.css';

/** A text in which what the search matched is marked. */
export function MarkedText({ text, query }: { text: string; query: string }) {
  if (query === '') return text;
  let at = 0;
  return markMatches(text, query).map((part) => {
    const key = at;
    at += part.text.length;
    return part.isMatch ? (
      <mark key={key} className={classes.mark}>
        {part.text}
      </mark>
    ) : (
      part.text
    );
  });
}
