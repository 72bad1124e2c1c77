export { loadTerminalFolder } from './load-terminal-folder.ts';
export { type LoadTrustFolder, loadTrustFolder } from './load-trust-folder.ts';
export { nodeEd25519, nodeEd25519Signer } from './node-ed25519.ts';
export { nodeEngine } from './node-engine.ts';
export { nodeKeyAgreement } from './node-key-agreement.ts';
export { nodeRandom } from './node-random.ts';
export { copyReceipt, type KeptReceipt, openReceiptBook, type ReceiptBook } from './receipt-book.ts';
