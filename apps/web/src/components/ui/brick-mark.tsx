/** Clay, paper, moss, steel and ochre, each dark or light enough to stand on the rail and on a card. */
const COLOURS = ['#cd5a33', '#9a3a17', '#ea9877', '#74993f', '#478094', '#c68a0b', '#a08d76', '#dccfbd'];

/** Left edge and width of the bricks of one course; courses alternate between the two. */
const COURSES = [
  [
    [0, 13],
    [14.5, 13],
  ],
  [
    [0, 6],
    [7.5, 12.5],
    [21.5, 6],
  ],
] as const;

const ROWS = 4;

/** @returns the colours of the bricks, from the characters of the id that people compare */
function coloursOf(id: string): string[] {
  return Array.from(id.slice(0, 10), (char) => COLOURS[char.charCodeAt(0) % COLOURS.length] ?? '#a08d76');
}

/** A small wall whose colours come from an instance's identity: two different walls are two different instances. */
export function BrickMark({ id, size }: { id: string; size: number }) {
  const colours = coloursOf(id);
  const bricks = Array.from({ length: ROWS }, (_, row) =>
    (COURSES[row % 2] ?? COURSES[0]).map(([x, width]) => ({ x, width, y: row * 7 })),
  ).flat();
  return (
    <svg width={size} height={size} viewBox="0 0 27.5 27" aria-hidden="true" style={{ flex: 'none' }}>
      {bricks.map(({ x, y, width }, at) => (
        <rect
          key={`${x}-${y}`}
          x={x}
          y={y}
          width={width}
          height={5.7}
          rx={1}
          fill={colours[at] ?? '#a08d76'}
        />
      ))}
    </svg>
  );
}
