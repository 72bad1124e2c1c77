import type { FaceColour } from './layout/index.ts';

/** Colours as sRGB. Text on paper and paper on the band have a contrast of 4.5 to 1 or more (WCAG 2.2, 1.4.3). */
export const PALETTE = {
  ink: '#14181d',
  quiet: '#4d5966',
  band: '#0b5563',
  paper: '#ffffff',
} as const satisfies Record<FaceColour, string>;
