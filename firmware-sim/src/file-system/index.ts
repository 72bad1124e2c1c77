export {
  applicationFile,
  applicationSfiOf,
  ENDORSEMENT_GROUP,
  isStaticGroup,
  RECORD_GROUPS,
  readApplicationFile,
} from './application-files.ts';
export { MAX_COMMAND_BYTES, MAX_RESPONSE_BYTES, masterFileContent, masterFileSfiOf } from './master-file.ts';
