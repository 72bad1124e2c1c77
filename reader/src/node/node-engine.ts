import type { VerifierEngine } from '../verify/index.ts';
import { nodeEd25519 } from './node-ed25519.ts';
import { nodeKeyAgreement } from './node-key-agreement.ts';

/** Everything that node:crypto does faster, for `verifyCard`. */
export const nodeEngine: VerifierEngine = { ...nodeEd25519, agreement: nodeKeyAgreement };
