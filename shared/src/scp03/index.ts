export { CLA_SCP, type MacedCommand, macCommand, unmacCommand } from './command-mac.ts';
export { DIVERSIFICATION_BYTES, diversifyKeys } from './diversify-keys.ts';
export { encodePutKey, keyCheckValue } from './put-key-data.ts';
export { isPublishedKey, PUBLISHED_KEYS } from './published-keys.ts';
export type { ScpChallenges, ScpSessionKeys, ScpState, ScpStaticKeys } from './scp-keys.ts';
export { cardCryptogram, deriveSessionKeys, hostCryptogram } from './session-keys.ts';
export { unwrapCommand, wrapCommand } from './wrap-command.ts';
export { unwrapResponse, wrapResponse } from './wrap-response.ts';
