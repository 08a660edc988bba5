/** A column of somebody's table or program: `product_category`, `PRODUCT_CATEGORY`. */
const SNAKE = /^[\p{L}\p{N}]+(?:_[\p{L}\p{N}]+)+$/u;
/** `purchasePrice`, but not `iPhone` or `eBay`. */
const CAMEL = /^[a-z]{3,}(?:[A-Z][a-z0-9]+)+$/;
/** `country`; shorter ones are as likely an abbreviation. */
const WORD = /^[a-z]{4,}$/;

/**
 * The name of an own field as people write it: an imported column `product_category` is called “Product category”. Its key stays,
 * by which the other instances know it, and a name with a space or a capital stays as its owner wrote it.
 * @param others names beside which it stands; two that would be called the same keep the names that tell them apart
 */
export function ownFieldLabel(name: string, others: readonly string[] = []): string {
  const label = spelled(name);
  return others.some((other) => other !== name && spelled(other) === label) ? name : label;
}

function spelled(name: string): string {
  if (SNAKE.test(name)) {
    const words = name.replaceAll('_', ' ');
    return capitalised(words === words.toUpperCase() ? words.toLowerCase() : words);
  }
  if (CAMEL.test(name)) return capitalised(name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
  return WORD.test(name) ? capitalised(name) : name;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
