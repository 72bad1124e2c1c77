export { nodeEd25519, nodeEd25519Signer } from './node-ed25519.ts';
