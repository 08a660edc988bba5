/** Red, green and blue, 0 to 255. */
type Rgb = readonly [number, number, number];

/**
 * @param colour `#rrggbb`, `#rgb`, or `color-mix(in srgb, A n%, B)` of two such
 * @throws Error for any other notation
 */
export function rgbOf(colour: string): Rgb {
  const mix = /^color-mix\(in srgb, (#\w+) (\d+)%, (#\w+)\)$/.exec(colour);
  if (mix) {
    const [one, other] = [rgbOf(mix[1] ?? ''), rgbOf(mix[3] ?? '')];
    const share = Number(mix[2]) / 100;
    return [0, 1, 2].map((at) => (one[at] ?? 0) * share + (other[at] ?? 0) * (1 - share)) as unknown as Rgb;
  }
  const digits = /^#([\da-f]{6}|[\da-f]{3})$/i.exec(colour)?.[1];
  if (!digits) throw new Error(`${colour} is no colour that can be read here`);
  const pairs = digits.length === 3 ? [...digits].map((digit) => digit + digit) : digits.match(/../g);
  return (pairs ?? []).map((pair) => Number.parseInt(pair, 16)) as unknown as Rgb;
}

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = rgbOf(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @returns the contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3) */
export function contrast(one: string, other: string): number {
  const [lighter, darker] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}
