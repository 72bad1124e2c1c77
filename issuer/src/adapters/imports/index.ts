export { readCsvRows } from './read-csv.ts';
