import type { CardTransport } from '@residence-permit/shared/apdu';
import { CardError } from '@residence-permit/shared/errors';
import { diversifyKeys, PUBLISHED_KEYS } from '@residence-permit/shared/scp03';
import { type FindStaticKeys, Scp03Channel } from '../personalisation/index.ts';
import type { RandomSource } from '../ports/index.ts';

/**
 * Whether a chip answers to a key that manuals publish, put on it as it is or as the master of its batch. The chip proves its
 * own keys first, so a wrong guess costs it nothing and blocks nothing.
 */
export async function holdsPublishedKeys(request: {
  readonly transport: CardTransport;
  readonly keyVersion: number;
  readonly random: RandomSource;
}): Promise<boolean> {
  const guesses = PUBLISHED_KEYS.flatMap((key): readonly FindStaticKeys[] => [
    () => ({ enc: key, mac: key, dek: key }),
    (chipNumber) => diversifyKeys(key, chipNumber),
  ]);
  for (const findStaticKeys of guesses) {
    if (await proves({ ...request, findStaticKeys })) return true;
  }
  return false;
}

async function proves(request: Parameters<typeof Scp03Channel.open>[0]): Promise<boolean> {
  try {
    return (await Scp03Channel.open(request)) !== undefined;
  } catch (cause) {
    if (cause instanceof CardError && cause.code === 'SCP_FAILED') return false;
    throw cause;
  }
}
