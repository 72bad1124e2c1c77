export {
  type CountedGroup,
  type PublishedGroup,
  type PublishedTable,
  suppressSmallCells,
} from './suppress-small-cells.ts';
