import { BarChart } from '@mantine/charts';
import '@mantine/charts/styles.layer.css';
import type { BarShapeProps } from 'recharts';
import { type BrickLook, type BrickPattern, BrickPatternFill } from './brick-patterns.js';

interface WallPart {
  name: string;
  value: number;
  colour: BrickPattern['colour'];
  look: BrickLook;
}

interface BrickWallProps {
  parts: readonly WallPart[];
}

const COURSE = 22;
const COURSES = 4;
const patternOf = (name: string) => `brick-wall-${name}`;

/** A wall in which each part is as wide as its share. A list beside it says the same in words and numbers. */
export function BrickWall({ parts }: BrickWallProps) {
  return (
    <BarChart
      h={COURSE * COURSES - 2}
      data={[{ row: 0, ...Object.fromEntries(parts.map(({ name, value }) => [name, value])) }]}
      dataKey="row"
      orientation="vertical"
      type="percent"
      series={parts.map(({ name, colour }) => ({ name, color: `var(--brique-chart-${colour})` }))}
      gridAxis="none"
      withTooltip={false}
      withXAxis={false}
      withYAxis={false}
      barChartProps={{ accessibilityLayer: false, barCategoryGap: 0, margin: NO_MARGIN }}
      barProps={(series) => ({
        shape: (bar: BarShapeProps) => <Part {...bar} pattern={patternOf(series.name)} />,
      })}
    >
      <defs>
        {parts.map(({ name, colour, look }) => (
          <BrickPatternFill key={name} id={patternOf(name)} colour={colour} look={look} course={COURSE} />
        ))}
      </defs>
    </BarChart>
  );
}

const NO_MARGIN = { top: 0, right: 0, bottom: 0, left: 0 };

function Part({ x, y, width, height, pattern }: BarShapeProps & { pattern: string }) {
  return <rect x={x} y={y} width={width} height={height} fill={`url(#${pattern})`} />;
}
