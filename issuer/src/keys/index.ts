export type { EcdsaP256Signer } from './ecdsa-p256-signer.ts';
export { readKeyFile } from './sealing/key-file.ts';
export { openBytes, sealBytes } from './sealing/seal-bytes.ts';
export { openPkcs8, sealPkcs8 } from './sealing/seal-pkcs8.ts';
export { isBelowSealingCost, SEALING_COST, type ScryptCost, WIDE_COST } from './sealing/scrypt-cost.ts';
export { openToken, type Token, type TokenSettings } from './token/open-token.ts';
export type { ObjectName, TokenKeyInfo } from './token/token-request.ts';
