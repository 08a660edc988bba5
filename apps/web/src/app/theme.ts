import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineTheme,
} from '@mantine/core';

/** Fired clay: actions and what is chosen. */
const brick: MantineColorsTuple = [
  '#fdf0ea',
  '#fadfd3',
  '#f3bda7',
  '#ea9877',
  '#df7650',
  '#cd5a33',
  '#b5481f',
  '#9a3a17',
  '#7e2f14',
  '#5f2411',
];

/** Kraft paper: grounds, lines and quiet text in light mode. */
const paper: MantineColorsTuple = [
  '#fbf7f1',
  '#f6f0e6',
  '#ebe1d3',
  '#dccfbd',
  '#c4b39d',
  '#a08d76',
  '#76664f',
  '#5a4d3b',
  '#40362a',
  '#2a231b',
];

/** The workshop at night: text first, grounds last. */
const soot: MantineColorsTuple = [
  '#efe7dc',
  '#d6cabb',
  '#b5a795',
  '#8b7d6c',
  '#5c5044',
  '#463c33',
  '#342c25',
  '#241e19',
  '#1b1612',
  '#120e0b',
];

/** All is well. */
const moss: MantineColorsTuple = [
  '#f1f6e9',
  '#e2ecd0',
  '#c8dba8',
  '#aac77c',
  '#8eb358',
  '#74993f',
  '#587a2b',
  '#476322',
  '#384e1c',
  '#2a3b16',
];

/** Have a look. */
const ochre: MantineColorsTuple = [
  '#fff6e0',
  '#fdeabb',
  '#f9d680',
  '#f2bf45',
  '#e3a61e',
  '#c68a0b',
  '#946404',
  '#7a5206',
  '#5f4008',
  '#463009',
];

/** Under way. */
const steel: MantineColorsTuple = [
  '#eef5f7',
  '#d9e8ec',
  '#b3d0d8',
  '#88b4c1',
  '#6299aa',
  '#478094',
  '#34687b',
  '#295362',
  '#21414d',
  '#182f38',
];

/** Danger; bluer than brick, so that the two are told apart. */
const red: MantineColorsTuple = [
  '#fdecef',
  '#fad5dc',
  '#f3a9b7',
  '#e97a90',
  '#dd4f6d',
  '#cb2f52',
  '#b01e41',
  '#931736',
  '#76132c',
  '#570e20',
];

const BODY_FONT = "'Atkinson Hyperlegible Next Variable', system-ui, sans-serif";
const DISPLAY_FONT =
  "'Bricolage Grotesque Variable', 'Atkinson Hyperlegible Next Variable', system-ui, sans-serif";

const PANEL_TITLE = {
  fontFamily: DISPLAY_FONT,
  fontWeight: 700,
  fontSize: '1.35rem',
  lineHeight: 1.2,
  textWrap: 'balance',
  // Titles hold names, which may be long words.
  overflowWrap: 'anywhere',
};

/** The colours in which something is said: tint behind the words, rim around them. */
const TONES = { moss, ochre, red };

function toneVariables(tint: 0 | 9, rim: 2 | 7): Record<string, string> {
  return Object.fromEntries(
    Object.entries(TONES).flatMap(([name, shades]) => [
      [`--brique-tint-${name}`, tint === 9 ? `color-mix(in srgb, ${shades[9]} 55%, ${soot[7]})` : shades[0]],
      [`--brique-rim-${name}`, shades[rim]],
    ]),
  );
}

export const theme = createTheme({
  primaryColor: 'brick',
  // Shade 6 on paper and shade 7 at night both carry white text with a contrast above 5.
  primaryShade: { light: 6, dark: 7 },
  white: '#fffdf9',
  black: '#2a231b',
  colors: { brick, gray: paper, dark: soot, moss, ochre, steel, red },
  fontFamily: BODY_FONT,
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, monospace",
  headings: {
    fontFamily: DISPLAY_FONT,
    fontWeight: '700',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '2rem', lineHeight: '1.15' },
      h2: { fontSize: '1.3rem', lineHeight: '1.25' },
      h3: { fontSize: '1.1rem', lineHeight: '1.3' },
    },
  },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Modal: {
      defaultProps: { radius: 'md', padding: 'lg', overlayProps: { backgroundOpacity: 0.45 } },
      styles: { title: PANEL_TITLE },
    },
    Drawer: {
      defaultProps: { padding: 'lg', overlayProps: { backgroundOpacity: 0.45 } },
      styles: { title: PANEL_TITLE },
    },
    // Inside a dialog the header element is no banner of the page.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    Alert: {
      styles: { body: { minWidth: 0, overflowWrap: 'anywhere' } },
      // Paler than a badge: an alert is read, not spotted.
      vars: (_theme: MantineTheme, { color }: { color?: string }) => ({
        root: {
          '--alert-bg': `var(--brique-tint-${color})`,
          '--alert-bd': `1px solid var(--brique-rim-${color})`,
        },
      }),
    },
    // A menu holds its items and nothing else; the first of them has the focus.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    Badge: { defaultProps: { tt: 'none', radius: 'sm', variant: 'light' } },
  },
});

/**
 * The names by which the product's own styles speak: ground (behind everything), surface (cards, fields), line, edge
 * (the thicker lower border that makes a thing look sturdy) and rail (the navigation, dark in both schemes).
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--brique-rail': '#2f1b13',
    '--brique-rail-raised': '#46291d',
    '--brique-rail-text': '#f6e9df',
    '--brique-rail-quiet': '#d3b5a4',
    '--brique-display': DISPLAY_FONT,
  },
  light: {
    ...toneVariables(0, 2),
    '--brique-ground': paper[1],
    '--brique-surface': '#fffdf9',
    '--brique-sunken': paper[0],
    '--brique-line': paper[3],
    '--brique-edge': paper[4],
    '--brique-accent': brick[6],
    '--brique-chart-brick': brick[5],
    '--brique-chart-moss': moss[5],
    '--brique-chart-ochre': ochre[6],
    '--brique-chart-open': paper[5],
    '--brique-hover': paper[0],
    '--mantine-color-dimmed': paper[6],
    '--mantine-color-placeholder': paper[6],
    '--mantine-color-error': red[6],
    '--mantine-color-anchor': brick[7],
    '--mantine-color-default-border': paper[4],
    '--mantine-color-brick-light-color': brick[7],
    // Below the pointer, too, its words keep a contrast of 4.5.
    '--mantine-color-brick-light-hover': '#f7cebd',
    '--mantine-color-moss-light-color': moss[7],
    '--mantine-color-ochre-light-color': ochre[7],
    '--mantine-color-steel-light-color': steel[7],
    '--mantine-color-red-light-color': red[7],
    '--mantine-color-gray-light-color': paper[7],
    '--mantine-color-brick-outline': brick[7],
  },
  dark: {
    ...toneVariables(9, 7),
    '--brique-ground': soot[8],
    '--brique-surface': soot[7],
    '--brique-sunken': soot[8],
    '--brique-line': soot[6],
    '--brique-edge': '#0d0a08',
    '--brique-accent': brick[3],
    '--brique-chart-brick': brick[4],
    '--brique-chart-moss': moss[4],
    '--brique-chart-ochre': ochre[4],
    '--brique-chart-open': soot[3],
    '--brique-hover': '#2b241e',
    '--mantine-color-placeholder': soot[2],
    '--mantine-color-error': red[3],
    '--mantine-color-anchor': brick[3],
    '--mantine-color-brick-light-color': brick[2],
    '--mantine-color-moss-light-color': moss[2],
    '--mantine-color-ochre-light-color': ochre[2],
    '--mantine-color-steel-light-color': steel[2],
    '--mantine-color-red-light-color': red[2],
    '--mantine-color-gray-light-color': soot[1],
    '--mantine-color-brick-outline': brick[3],
  },
});
