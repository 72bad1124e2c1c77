export { AGE_BANDS, type AgeBand, ageBandOf } from './age-band.ts';
export { firstDayOf, MAX_MONTHS, monthsOf, type Period, yearUntil } from './months-of.ts';
export {
  type CountedGroup,
  type PublishedGroup,
  type PublishedTable,
  suppressSmallCells,
} from './suppress-small-cells.ts';
