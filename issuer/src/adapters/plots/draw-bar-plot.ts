import { scaleLinear } from 'd3-scale';
import { escapeXml } from '../svg/index.ts';
import type { Plot, PlottedCount } from './plot.ts';
import { PLOT_WIDTH, plotFrame, TEXT_SIZE } from './plot-frame.ts';

const ROW_HEIGHT = 48;
const BAR = { top: 20, height: 18 } as const;
/** Room for the number behind the longest bar. */
const NUMBER_WIDTH = 90;
const GAP = 6;

/**
 * Draws lying bars, one a row below its label, from zero. A suppressed row has no bar and its words in the place of the number:
 * no length tells what it hides.
 */
export function drawBarPlot(plot: Plot): string {
  const lengthOf = scaleLinear()
    .domain([0, Math.max(1, ...plot.rows.map(({ people }) => (people === 'SUPPRESSED' ? 0 : people)))])
    .range([0, PLOT_WIDTH - NUMBER_WIDTH]);
  const drawn = plot.rows.flatMap(({ label, people }, index) => {
    const top = index * ROW_HEIGHT;
    const length = people === 'SUPPRESSED' ? 0 : Math.round(lengthOf(people) * 10) / 10;
    const bar = `<rect x="0" y="${top + BAR.top}" width="${length}" height="${BAR.height}" opacity="0.7"/>`;
    const middle = top + BAR.top + BAR.height / 2 + TEXT_SIZE / 3;
    return [
      `<text x="0" y="${top + TEXT_SIZE}">${escapeXml(label)}</text>`,
      ...(length > 0 ? [bar] : []),
      `<text x="${length > 0 ? length + GAP : 0}" y="${middle.toFixed(1)}">${escapeXml(wordsOf(people, plot))}</text>`,
    ];
  });
  return plotFrame(plot, { height: Math.max(1, plot.rows.length) * ROW_HEIGHT, drawn });
}

function wordsOf(people: PlottedCount, { suppressed }: Plot): string {
  return people === 'SUPPRESSED' ? suppressed : String(people);
}
