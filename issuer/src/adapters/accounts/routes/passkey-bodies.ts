import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import * as z from 'zod';

const Base64Url = z
  .string()
  .max(16_384)
  .regex(/^[A-Za-z0-9_-]+$/);

/** What is alike in both answers of a browser (Web Authentication Level 3, section 5.1: toJSON). */
const COMMON = {
  id: Base64Url,
  rawId: Base64Url,
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  clientExtensionResults: z.looseObject({}),
} as const;

/** A new passkey, as `PublicKeyCredential.toJSON()` of the browser gives it. */
export const RegistrationBody = z
  .strictObject({
    ...COMMON,
    response: z.looseObject({
      clientDataJSON: Base64Url,
      attestationObject: Base64Url,
      transports: z.array(z.string().max(32)).max(16).optional(),
    }),
  })
  // The schema is what the library's type says, which leaves members out where this one may hold undefined.
  .transform((body) => body as unknown as RegistrationResponseJSON);

/** The answer of a passkey, as `PublicKeyCredential.toJSON()` of the browser gives it. */
export const AuthenticationBody = z
  .strictObject({
    ...COMMON,
    response: z.looseObject({
      clientDataJSON: Base64Url,
      authenticatorData: Base64Url,
      signature: Base64Url,
      userHandle: z.string().max(256).nullish(),
    }),
  })
  .transform((body) => body as unknown as AuthenticationResponseJSON);

/** What the browser hands to `navigator.credentials`, and the id under which its answer comes back. */
export const AskedBody = z.strictObject({
  challengeId: z.uuid(),
  options: z
    .looseObject({ challenge: z.string() })
    .meta({ description: 'JSON form of the options of Web Authentication.' }),
});
