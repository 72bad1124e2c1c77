export { decideRow, type RegisterEntry, type RowFault } from './decide-row.ts';
export { type ImportRowFault, makeImportRow } from './import-row.ts';
export {
  type ImportReport,
  makeListImports,
  makeReadImport,
  makeResumeImport,
  type ReadImportRefusal,
} from './read-import.ts';
export {
  type FileRefusal,
  type FileRow,
  IMPORT_COLUMNS,
  type ImportColumn,
  MAX_IMPORT_BYTES,
  MAX_IMPORT_ROWS,
  type ReadRows,
} from './register-row.ts';
export { makeStartImport, makeTryImport, type StartImportRefusal } from './start-import.ts';
