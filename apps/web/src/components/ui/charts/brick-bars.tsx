import { BarChart } from '@mantine/charts';
import '@mantine/charts/styles.layer.css';
import type { BarShapeProps } from 'recharts';
import { BrickPatternFill } from './brick-patterns.js';

interface BrickBarsProps {
  values: readonly number[];
}

const PATTERN = 'brick-bars-course';
const COURSE = 8;

/**
 * One bar a row, each two courses of bricks. Drawn behind a list whose rows say the same in words and numbers, so it takes no
 * part in reading aloud. As high as the place it is put in.
 */
export function BrickBars({ values }: BrickBarsProps) {
  return (
    <BarChart
      h="100%"
      data={values.map((value, row) => ({ row, value }))}
      dataKey="row"
      orientation="vertical"
      series={[{ name: 'value', color: 'var(--brique-chart-brick)' }]}
      gridAxis="none"
      withTooltip={false}
      withXAxis={false}
      withYAxis={false}
      xAxisProps={{ domain: [0, 'dataMax'] }}
      barChartProps={{ accessibilityLayer: false, barCategoryGap: 0, margin: NO_MARGIN }}
      barProps={{ shape: Bar, minPointSize: 4 }}
    >
      <defs>
        <BrickPatternFill id={PATTERN} colour="brick" look="full" course={COURSE} />
      </defs>
    </BarChart>
  );
}

const NO_MARGIN = { top: 0, right: 0, bottom: 0, left: 0 };

/** In the lower half of its row: the words stand in the upper one. */
function Bar({ x, y, width, height }: BarShapeProps) {
  return (
    <g transform={`translate(${x} ${Number(y) + Number(height) - COURSE * 2 - 6})`}>
      <rect width={width} height={COURSE * 2 - 2} fill={`url(#${PATTERN})`} />
    </g>
  );
}
