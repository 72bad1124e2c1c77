import { escapeXml } from '../svg/index.ts';
import type { Plot } from './plot.ts';

/** Width of a plot in its own units; on a page it is as wide as its place. */
export const PLOT_WIDTH = 640;

/** The size of letters in the same units. */
export const TEXT_SIZE = 14;

/** The SVG around what is drawn, with its name and description. It inherits colour and font of the page, so that both can be changed there. */
export function plotFrame(
  { id, title, description }: Pick<Plot, 'id' | 'title' | 'description'>,
  { height, drawn }: { readonly height: number; readonly drawn: readonly string[] },
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${PLOT_WIDTH} ${height}" role="img" aria-labelledby="${id}-title" aria-describedby="${id}-description" font-size="${TEXT_SIZE}" fill="currentColor">`,
    `<title id="${id}-title">${escapeXml(title)}</title>`,
    `<desc id="${id}-description">${escapeXml(description)}</desc>`,
    ...drawn,
    '</svg>',
  ].join('\n');
}
