export { pad, unpad } from './padding.ts';
export { deriveKeys, KDF_COUNTER, kdf, type SessionKeys } from './session-keys.ts';
export { CLA_SECURE_MESSAGING, makeSmCipher, type SmCipher } from './sm-cipher.ts';
export { SmFault } from './sm-fault.ts';
