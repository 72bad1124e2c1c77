export { type AtrInfo, decodeAtrInfo, encodeAtrInfo } from './atr-info.ts';
export {
  type ChipAuthOffer,
  decodeCardAccess,
  decodeChipAuthOffers,
  encodeCardAccess,
  type PaceOffer,
} from './card-access.ts';
export type { CardSession } from './card-session.ts';
export type { CardTransport, ListAnswer } from './card-transport.ts';
export { type CommandApdu, decodeCommand, encodeCommand, NE_EXTENDED_MAX, NE_SHORT_MAX } from './command-apdu.ts';
export { changePin } from './commands/change-reference-data.ts';
export { CHIP_KEY } from './commands/chip-key.ts';
export { count } from './commands/count.ts';
export { externalAuthenticate } from './commands/external-authenticate.ts';
export { generalAuthenticate } from './commands/general-authenticate.ts';
export { generateKey } from './commands/generate-key.ts';
export { getChallenge } from './commands/get-challenge.ts';
export { getKey } from './commands/get-key.ts';
export { initializeUpdate } from './commands/initialize-update.ts';
export { mseSetAtChipAuth } from './commands/mse-set-at-chip-auth.ts';
export { mseSetAtPace, PASSWORD_REFERENCE } from './commands/mse-set-at-pace.ts';
export { mseSetAtTerminalAuth } from './commands/mse-set-at-terminal-auth.ts';
export { mseSetDst } from './commands/mse-set-dst.ts';
export { persoStatus } from './commands/perso-status.ts';
export { psoVerifyCertificate } from './commands/pso-verify-certificate.ts';
export { putKey } from './commands/put-key.ts';
export { readBinary, readBinaryAt } from './commands/read-binary.ts';
export { setPin, unblockPin } from './commands/reset-retry-counter.ts';
export { scpExternalAuthenticate } from './commands/scp-external-authenticate.ts';
export { selectApplication } from './commands/select-application.ts';
export { selectMasterFile } from './commands/select-master-file.ts';
export { LIFE_CYCLE, setLifeCycle } from './commands/set-life-cycle.ts';
export { STORE_TARGET, storeData } from './commands/store-data.ts';
export { writeRecord } from './commands/write-record.ts';
export { plainSession } from './plain-session.ts';
export { encodeDirectory } from './directory.ts';
export { expectSuccess } from './expect-success.ts';
export { LookAhead, type SentList } from './look-ahead.ts';
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
