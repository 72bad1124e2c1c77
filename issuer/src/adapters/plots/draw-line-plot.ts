import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import { escapeXml } from '../svg/index.ts';
import type { Plot } from './plot.ts';
import { PLOT_WIDTH, plotFrame, TEXT_SIZE } from './plot-frame.ts';

const HEIGHT = 280;
const EDGE = { left: 52, right: 20, top: 12, bottom: 34 } as const;
/** Labels that fit beside each other below the line. */
const MOST_LABELS = 8;
const GRID_LINES = 5;

/**
 * Draws a line over rows in their order, such as months, from zero. Where a row is suppressed the line is broken: a height
 * between its neighbours would guess what it hides.
 */
export function drawLinePlot(plot: Plot): string {
  const { rows } = plot;
  const shown = rows.flatMap(({ people }, index) => (people === 'SUPPRESSED' ? [] : [{ index, people }]));
  const acrossOf = scalePoint<number>()
    .domain(rows.map((_, index) => index))
    .range([EDGE.left, PLOT_WIDTH - EDGE.right]);
  const heightOf = scaleLinear()
    .domain([0, Math.max(GRID_LINES, ...shown.map(({ people }) => people))])
    .nice(GRID_LINES)
    .range([HEIGHT - EDGE.bottom, EDGE.top]);
  const x = (index: number) => round(acrossOf(index) ?? 0);
  const y = (people: number) => round(heightOf(people));
  const path = line<(typeof rows)[number]>()
    .defined(({ people }) => people !== 'SUPPRESSED')
    .x((_, index) => x(index))
    .y(({ people }) => (people === 'SUPPRESSED' ? 0 : y(people)))(rows);
  const drawn = [
    ...heightOf
      .ticks(GRID_LINES)
      .filter(Number.isInteger)
      .map((people) => gridLine(people, y(people))),
    ...rows.flatMap(({ label }, index) => (isLabelled(index, rows.length) ? [axisLabel(label, x(index))] : [])),
    ...(path === null ? [] : [`<path d="${path}" fill="none" stroke="currentColor" stroke-width="2"/>`]),
    ...shown.map(({ index, people }) => `<circle cx="${x(index)}" cy="${y(people)}" r="3.5"/>`),
  ];
  return plotFrame(plot, { height: HEIGHT, drawn });
}

function gridLine(people: number, at: number): string {
  const rule = `<path d="M${EDGE.left} ${at}H${PLOT_WIDTH - EDGE.right}" stroke="currentColor" opacity="0.25"/>`;
  return `${rule}<text x="${EDGE.left - 8}" y="${round(at + TEXT_SIZE / 3)}" text-anchor="end">${people}</text>`;
}

function axisLabel(label: string, at: number): string {
  return `<text x="${at}" y="${HEIGHT - 10}" text-anchor="middle">${escapeXml(label)}</text>`;
}

function isLabelled(index: number, count: number): boolean {
  return index % Math.ceil(count / MOST_LABELS) === 0;
}

function round(length: number): number {
  return Math.round(length * 10) / 10;
}
