/** A sentence of the description, in which `code` stands between backticks. It is in English, whatever the page speaks. */
export function MarkedCode({ text }: { text: string }) {
  const parts = text.split('`');
  return (
    <span lang="en">
      {parts.map((part, at) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one fixed text
        at % 2 === 1 ? <code key={at}>{part}</code> : part,
      )}
    </span>
  );
}
