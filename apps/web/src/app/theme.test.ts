import { DEFAULT_THEME, type MantineTheme, mergeMantineTheme } from '@mantine/core';
import { describe, expect, it } from 'vitest';
import { contrast, rgbOf } from './contrast.js';
import { cssVariables, theme } from './theme.js';

const merged: MantineTheme = mergeMantineTheme(DEFAULT_THEME, theme);
const tokens = cssVariables(merged);
const document: string = Object.values(
  import.meta.glob<string>('../../../../docs/design-language.md', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
).join('');

/** What the page's styles say by these names, in one scheme. */
function colours(scheme: 'light' | 'dark') {
  const isLight = scheme === 'light';
  const { dark = [], brick = [] } = merged.colors;
  const token = (name: string) => tokens[scheme][`--${name}`] ?? tokens.variables[`--${name}`] ?? '';
  const tone = (name: string) => ({
    words: token(`mantine-color-${name}-light-color`),
    tint: token(`brique-tint-${name}`),
  });
  return {
    text: isLight ? merged.black : (dark[0] ?? ''),
    // Mantine's own in the dark; ours in light.
    quiet: isLight ? token('mantine-color-dimmed') : (dark[2] ?? ''),
    placeholder: token('mantine-color-placeholder'),
    link: token('mantine-color-anchor'),
    error: token('mantine-color-error'),
    ground: token('brique-ground'),
    surface: token('brique-surface'),
    sunken: token('brique-sunken'),
    hover: token('brique-hover'),
    button: (isLight ? brick[6] : brick[7]) ?? '',
    current: brick[7] ?? '',
    rail: token('brique-rail'),
    raised: token('brique-rail-raised'),
    railText: token('brique-rail-text'),
    railQuiet: token('brique-rail-quiet'),
    moss: tone('moss'),
    ochre: tone('ochre'),
    red: tone('red'),
    chart: (name: string) => token(`brique-chart-${name}`),
    accent: token('brique-accent'),
  };
}

type Colours = ReturnType<typeof colours>;
type Pair = readonly [what: string, of: (named: Colours) => readonly [string, string]];

const TEXT: readonly Pair[] = [
  ['text on surface', (c) => [c.text, c.surface]],
  ['text on ground', (c) => [c.text, c.ground]],
  ['quiet text on surface', (c) => [c.quiet, c.surface]],
  ['quiet text on ground', (c) => [c.quiet, c.ground]],
  ['quiet text on hover', (c) => [c.quiet, c.hover]],
  ['placeholder on surface', (c) => [c.placeholder, c.surface]],
  ['link on surface', (c) => [c.link, c.surface]],
  ['link on ground', (c) => [c.link, c.ground]],
  ['error on surface', (c) => [c.error, c.surface]],
  ['white on a button', (c) => ['#ffffff', c.button]],
  ['white on the current page in the rail', (c) => ['#ffffff', c.current]],
  ['text on the rail', (c) => [c.railText, c.rail]],
  ['quiet text on the rail', (c) => [c.railQuiet, c.rail]],
  ['quiet text on the raised rail', (c) => [c.railQuiet, c.raised]],
  ['moss words on their tint', (c) => [c.moss.words, c.moss.tint]],
  ['ochre words on their tint', (c) => [c.ochre.words, c.ochre.tint]],
  ['red words on their tint', (c) => [c.red.words, c.red.tint]],
];

const GRAPHICS: readonly Pair[] = [
  ['brick of a chart on surface', (c) => [c.chart('brick'), c.surface]],
  ['moss of a chart on surface', (c) => [c.chart('moss'), c.surface]],
  ['ochre of a chart on surface', (c) => [c.chart('ochre'), c.surface]],
  ['outline of a missing brick on surface', (c) => [c.chart('open'), c.surface]],
  ['focus ring on ground', (c) => [c.accent, c.ground]],
];

const measured = (pair: Pair) =>
  (['light', 'dark'] as const).map((scheme) => {
    const [one, other] = pair[1](colours(scheme));
    return contrast(one, other);
  });

describe('the colours of the page', () => {
  it.each(TEXT)('%s can be read, in light and in dark', (...pair) => {
    for (const ratio of measured(pair)) expect(ratio).toBeGreaterThanOrEqual(4.5);
  });

  it.each(GRAPHICS)('%s can be seen, in light and in dark', (...pair) => {
    for (const ratio of measured(pair)) expect(ratio).toBeGreaterThanOrEqual(3);
  });

  it.each([...TEXT, ...GRAPHICS])('%s: the design language tells what is measured', (...pair) => {
    const [light, dark] = measured(pair).map((ratio) => (Math.floor(ratio * 10) / 10).toFixed(1));
    const row = `| ${pair[0]} | ${light} | ${dark} |`;
    expect(document.includes(row), row).toBe(true);
  });

  it('are measured as WCAG says', () => {
    expect(contrast('#000', '#ffffff')).toBe(21);
    expect(contrast('#777777', '#fff')).toBeCloseTo(4.48, 2);
    expect(rgbOf('color-mix(in srgb, #ff0000 50%, #000000)')).toEqual([127.5, 0, 0]);
    expect(() => rgbOf('red')).toThrow();
  });
});
