export { type AtrInfo, decodeAtrInfo, encodeAtrInfo } from './atr-info.ts';
export { decodeCardAccess, encodeCardAccess, type PaceOffer } from './card-access.ts';
export type { CardSession } from './card-session.ts';
export type { CardTransport } from './card-transport.ts';
export { type CommandApdu, decodeCommand, encodeCommand, NE_EXTENDED_MAX, NE_SHORT_MAX } from './command-apdu.ts';
export { generalAuthenticate } from './commands/general-authenticate.ts';
export { mseSetAtPace, PASSWORD_REFERENCE } from './commands/mse-set-at-pace.ts';
export {
  CHIP_KEY,
  count,
  generateKey,
  getKey,
  LIFE_CYCLE,
  persoStatus,
  setLifeCycle,
  STORE_TARGET,
  storeData,
  writeRecord,
} from './commands/permit-records.ts';
export { setPin, unblockPin } from './commands/pin.ts';
export { readBinary, readBinaryAt } from './commands/read-binary.ts';
export { initializeUpdate, putKey, scpExternalAuthenticate } from './commands/scp03.ts';
export { selectApplication, selectMasterFile } from './commands/select.ts';
export {
  externalAuthenticate,
  getChallenge,
  mseSetAtTerminalAuth,
  mseSetDst,
  psoVerifyCertificate,
} from './commands/terminal-authentication.ts';
export { encodeDirectory } from './directory.ts';
export { expectSuccess } from './expect-success.ts';
export {
  dataGroupFid,
  dataGroupSfi,
  EF_ACCESS_LOG,
  EF_ATR_INFO,
  EF_CARD_ACCESS,
  EF_COUNTERS,
  EF_DIR,
  EF_STATE,
  PERMIT_AID,
} from './file-ids.ts';
export { decodeResponse, encodeResponse, type ResponseApdu } from './response-apdu.ts';
export { splitChain } from './split-chain.ts';
export { describeStatusWord, STATUS_WORDS, SW_OK } from './status-word.ts';
export { transmitCommand } from './transmit-command.ts';
