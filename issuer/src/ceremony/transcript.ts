import { createHash } from 'node:crypto';
import { PermitError } from '@residence-permit/shared/errors';
import * as z from 'zod';

const Hex = z.string().regex(/^[0-9a-f]+$/);
const TranscriptSchema = z.strictObject({
  format: z.literal('residence-permit transcript, version 1'),
  dryRun: z.boolean(),
  title: z.string(),
  /** Names the ceremony; every share carries it. */
  ceremony: Hex,
  authority: z.string(),
  place: z.string(),
  begun: z.string(),
  ended: z.string(),
  software: z.strictObject({ version: z.string(), commit: z.string(), node: z.string() }),
  participants: z.array(z.strictObject({ role: z.string(), name: z.string() })),
  threshold: z.int(),
  custodians: z.int(),
  steps: z.array(z.strictObject({ at: z.string(), did: z.string() })),
  /** SHA-256 over the public key as its format writes it: 32 bytes of Ed25519, 65 of P-256. */
  publicKeys: z.array(z.strictObject({ key: z.string(), algorithm: z.string(), sha256: Hex, kept: z.string() })),
  shares: z.array(z.strictObject({ id: Hex, key: z.string(), custodian: z.int(), name: z.string(), kept: z.string() })),
  /** Relative to the authority's folder. */
  files: z.array(z.strictObject({ path: z.string(), sha256: Hex })),
  /** Over everything above, as JSON without white space. */
  sha256: Hex,
});

/** What was done at a ceremony, by whom, and what came of it; nothing in it is secret. */
export type Transcript = z.infer<typeof TranscriptSchema>;
export type TranscriptBody = Omit<Transcript, 'sha256'>;

/** Closes a transcript with its own hash. */
export function closeTranscript(body: TranscriptBody): Transcript {
  const { sha256: _open, ...ordered } = TranscriptSchema.parse({ ...body, sha256: '00' });
  return { ...ordered, sha256: hashOf(ordered) };
}

/** @throws PermitError TRANSCRIPT_BAD when it is no transcript or its hash is not that of its content */
export function parseTranscript(text: string): Transcript {
  let transcript: Transcript;
  try {
    transcript = TranscriptSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new PermitError('TRANSCRIPT_BAD', { cause, detail: 'not a transcript' });
  }
  const { sha256, ...body } = transcript;
  if (hashOf(body) !== sha256) throw new PermitError('TRANSCRIPT_BAD', { detail: 'its hash is another' });
  return transcript;
}

/** SHA-256 in hexadecimal. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Zod gives the members back in the order of the schema, so the text is the same on both sides. */
function hashOf(body: TranscriptBody): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}
