import { PermitError } from '@residence-permit/shared/errors';
import * as z from 'zod';

const HOUR_S = 3600;

/**
 * How people sign in. Times in seconds. `origin` is what the browser shows (scheme, host, port) and `rpId` its host or a
 * parent of it: passkeys are bound to both (Web Authentication Level 2, section 5.1.2).
 */
export const AccountSettings = z
  .strictObject({
    /** `demo` takes the password again as a proof of presence and says so in every reply. */
    profile: z.enum(['production', 'demo']),
    origin: z.string().refine((text) => urlOf(text)?.origin === text, 'want scheme, host and port only'),
    rpId: z.string().min(1).max(253),
    rpName: z.string().min(1).max(64).default('Residence permit office'),
    /** A session without a request for so long is over. */
    idleS: z.int().min(60).max(HOUR_S).default(900),
    /** A session ends after so long in any case. */
    absoluteS: z
      .int()
      .min(HOUR_S)
      .max(12 * HOUR_S)
      .default(9 * HOUR_S),
    /** How long a proof of presence opens its class of acts. */
    stepUpS: z.int().min(30).max(900).default(300),
    /** How long a one-time set-up code works. */
    setUpS: z
      .int()
      .min(HOUR_S)
      .max(168 * HOUR_S)
      .default(72 * HOUR_S),
    /** So many wrong tries for one login or one proof within `triesWindowS`; then nothing is tried until the window ends. */
    tries: z.int().min(3).max(10).default(5),
    triesWindowS: z.int().min(60).max(HOUR_S).default(900),
    /** Tries to sign in a minute from one address, and commands a minute of one account. */
    signInsPerMinute: z.int().min(1).max(600).default(20),
    commandsPerMinute: z.int().min(1).max(6000).default(240),
  })
  .refine(
    ({ origin, rpId }) => isWithin(urlOf(origin)?.hostname ?? '', rpId),
    'rpId is neither the host of origin nor above it',
  )
  .refine(({ origin }) => isSecure(origin), 'origin is neither https nor this machine');

export type AccountSettings = z.output<typeof AccountSettings>;

/**
 * What a start in production demands of the settings.
 * @throws PermitError SETTING_BAD for the demo profile, and for an origin without https
 */
export function requireProduction(settings: AccountSettings): void {
  if (settings.profile !== 'production') {
    throw new PermitError('SETTING_BAD', { detail: 'the demo profile of sign-in is not for production' });
  }
  if (!settings.origin.startsWith('https:')) {
    throw new PermitError('SETTING_BAD', { detail: 'the origin of sign-in is not https' });
  }
}

function isWithin(host: string, rpId: string): boolean {
  return host === rpId || host.endsWith(`.${rpId}`);
}

function isSecure(origin: string): boolean {
  const url = urlOf(origin);
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === 'localhost');
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
