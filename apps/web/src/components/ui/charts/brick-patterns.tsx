/** How a chart's surface is built: full bricks, hatched ones, or places where a brick is missing. */
export type BrickLook = 'full' | 'hatched' | 'open';

export interface BrickPattern {
  /** Unique on the page. */
  id: string;
  /** A colour token, without `--brique-chart-`. */
  colour: 'brick' | 'moss' | 'ochre' | 'open';
  look: BrickLook;
  /** Height of one course, in px of the chart. */
  course: number;
}

const JOINT = 2;

/** The left edges of the bricks of two courses in running bond, one and a half brick apart so that they meet at the seams. */
const places = (length: number, course: number) => [
  [0, 0],
  [-length / 2, course],
  [length / 2, course],
];

/**
 * A wall to fill shapes of a chart with. What a shape means shows by how it is built as well as by its colour, so that it
 * is seen without colours too.
 */
export function BrickPatternFill({ id, colour, look, course }: BrickPattern) {
  const length = course * 2.2;
  const fill = `var(--brique-chart-${colour})`;
  const size = { width: length - JOINT, height: course - JOINT, rx: 1.5 };
  return (
    <pattern id={id} width={length} height={course * 2} patternUnits="userSpaceOnUse">
      {places(length, course).map(([x = 0, y = 0]) =>
        look === 'open' ? (
          <rect
            key={`${x} ${y}`}
            x={x + 0.75}
            y={y + 0.75}
            width={size.width - 1.5}
            height={size.height - 1.5}
            rx={size.rx}
            fill="none"
            stroke={fill}
            strokeWidth={1.5}
          />
        ) : (
          <rect key={`${x} ${y}`} x={x} y={y} {...size} fill={fill} />
        ),
      )}
      {look === 'hatched' &&
        places(length, course).map(([x = 0, y = 0]) => (
          <path
            key={`${x} ${y}`}
            d={[0.2, 0.5, 0.8]
              .map((at) => `M${x + length * at} ${y + size.height - 1}l${course * 0.5} ${2 - size.height}`)
              .join('')}
            stroke="var(--brique-surface)"
            strokeWidth={2}
          />
        ))}
    </pattern>
  );
}
