import { PermitError } from '@residence-permit/shared/errors';

/**
 * Lets signed bytes go only when they verify: a fault in a key, a token or memory must not reach a card.
 * @param verify true when the bytes are what was meant to be signed, under the signer's own public key
 * @throws PermitError SIGNER_FAILED
 */
export function checkOwnOutput(what: string, verify: () => boolean): void {
  let good: boolean;
  try {
    good = verify();
  } catch (cause) {
    throw new PermitError('SIGNER_FAILED', { cause, detail: what });
  }
  if (!good) throw new PermitError('SIGNER_FAILED', { detail: `${what}: own signature does not verify` });
}

/**
 * Runs a signer. A failure that says what is wrong, as a token that is gone or a cap that is reached, is passed on; any other
 * becomes SIGNER_FAILED.
 * @throws PermitError SIGNER_FAILED, and those of the signer
 */
export async function runSigner<Value>(what: string, run: () => Promise<Value>): Promise<Value> {
  try {
    return await run();
  } catch (cause) {
    if (cause instanceof PermitError) throw cause;
    throw new PermitError('SIGNER_FAILED', { cause, detail: what });
  }
}
