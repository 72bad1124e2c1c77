export { drawBarPlot } from './draw-bar-plot.ts';
export { drawLinePlot } from './draw-line-plot.ts';
export type { Plot, PlottedCount, PlottedRow } from './plot.ts';
