/** Also keeps `name=` well under the 255 bytes of a TXT string: 64 UTF-16 units are at most 192 bytes. */
const MAX_LENGTH = 64;

/** Control characters, bidirectional overrides (they reorder the text around them) and lone surrogates. */
const UNWANTED = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]|\p{Cs}/gu;

/**
 * Makes a name fit to send and to show: one line, no control characters, at most 64 UTF-16 units, cut between characters.
 * @returns the name, perhaps empty
 */
export function cleanInstanceName(name: string): string {
  const oneLine = name.slice(0, 1024).replace(UNWANTED, ' ').replace(/\s+/g, ' ').trim();
  let kept = '';
  for (const character of oneLine) {
    if (kept.length + character.length > MAX_LENGTH) break;
    kept += character;
  }
  return kept.trim();
}
