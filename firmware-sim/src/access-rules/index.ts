export {
  type Access,
  accessOf,
  mayCount,
  mayManagePin,
  mayRead,
  mayWrite,
  type ReadableFile,
} from './access-rules.ts';
