import { type Code, CODES, DecodeError } from '@residence-permit/shared/errors';
import * as z from 'zod';

/** Version of these frames; a service closes the line of an agent that speaks another. */
export const PROTOCOL_VERSION = 1;

/** Path of the service under which agents come. */
export const AGENT_PATH = '/agent';
/** Header in which a service says why it does not take an agent. */
export const REFUSAL_HEADER = 'x-refusal';

/** Bounds of one frame and of what it holds. */
export const FRAME_LIMITS = {
  /** Characters of JSON: a list of 60 long commands, or their answers, has room four times over. */
  maxFrameBytes: 512 * 1024,
  maxCommands: 256,
  /** Bytes of one command or response APDU; ISO/IEC 7816-4 §5.2, extended length. */
  maxApduBytes: 65_546,
  maxReaders: 32,
  maxSessions: 256,
  /** Longest that an agent is told to wait for a card, or for one to leave. */
  maxWaitMs: 600_000,
} as const;

/** Why a line was closed, as WebSocket close codes of the private range; RFC 6455 §7.4.2. */
export const CLOSE = {
  helloLate: 4000,
  silent: 4001,
  frameBad: 4002,
  replaced: 4003,
  revoked: 4004,
  going: 1001,
} as const;

const id = z.uuid();
const apdu = z
  .base64()
  .max(Math.ceil(FRAME_LIMITS.maxApduBytes / 3) * 4)
  .transform((text): Uint8Array => new Uint8Array(Buffer.from(text, 'base64')));
const command = apdu.refine((bytes) => bytes.length >= 4);
const response = apdu.refine((bytes) => bytes.length >= 2);
const waitMs = z.int().min(0).max(FRAME_LIMITS.maxWaitMs);
const readerName = z.string().min(1).max(256);
const code = z.string().refine((text): text is Code => Object.hasOwn(CODES, text));
const reader = z.strictObject({ name: readerName, card: z.enum(['ready', 'mute', 'absent']) });
const readers = z.array(reader).max(FRAME_LIMITS.maxReaders);

const AskSchema = z.discriminatedUnion('kind', [
  /** Waits for a card on that reader, or on whichever has one, and powers it up. First of a session. */
  z.strictObject({ kind: z.literal('open'), reader: readerName.optional(), waitMs }),
  /** Waits until the card on that reader has left. First and last of a session. */
  z.strictObject({ kind: z.literal('await-left'), reader: readerName.optional(), waitMs }),
  /** Sends the commands until one is answered with another status than 9000. */
  z.strictObject({ kind: z.literal('list'), commands: z.array(command).min(1).max(FRAME_LIMITS.maxCommands) }),
  /** Resets the card and lets go of it. Last of a session. */
  z.strictObject({ kind: z.literal('close') }),
]);

const ResultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('opened'),
    reader: readerName,
    atr: apdu,
    /** What the reader passes: `short`, no command or answer of extended length. */
    lengths: z.enum(['short', 'extended']),
  }),
  z.strictObject({
    kind: z.literal('answers'),
    responses: z.array(response).max(FRAME_LIMITS.maxCommands),
    /** What befell the command after the last of them. */
    fault: code.optional(),
  }),
  z.strictObject({ kind: z.literal('left') }),
  z.strictObject({ kind: z.literal('closed') }),
  z.strictObject({ kind: z.literal('failed'), code }),
]);

const FromServiceSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('welcome'),
    protocol: z.literal(PROTOCOL_VERSION),
    /** Those of the agent's sessions that the service still knows; the agent lets go of every other card. */
    sessions: z.array(id).max(FRAME_LIMITS.maxSessions),
    heartbeatMs: z.int().min(10),
    /** How long both ends keep the sessions of a line that is lost. */
    resumeMs: z.int().min(0),
  }),
  z.strictObject({ type: z.literal('request'), session: id, number: z.int().min(0), ask: AskSchema }),
]);

const FromAgentSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    protocol: z.literal(PROTOCOL_VERSION),
    /** This run of the agent. The cards of another run were reset. */
    boot: id,
    readers,
  }),
  z.strictObject({ type: z.literal('readers'), readers }),
  z.strictObject({ type: z.literal('reply'), session: id, number: z.int().min(0), result: ResultSchema }),
]);

/** A reader at a counter, and whether a card lies on it. */
export type CounterReader = Readonly<z.infer<typeof reader>>;
export type Ask = Readonly<z.infer<typeof AskSchema>>;
export type Result = Readonly<z.infer<typeof ResultSchema>>;
export type FromService = Readonly<z.infer<typeof FromServiceSchema>>;
export type FromAgent = Readonly<z.infer<typeof FromAgentSchema>>;

/** A frame as it goes over the line: JSON, byte strings in base64. */
export function encodeFrame(frame: FromService | FromAgent): string {
  return JSON.stringify(frame, function base64(this: Readonly<Record<string, unknown>>, key: string, value: unknown) {
    // A Buffer has been made something else by its own toJSON before it comes here.
    const held = this[key];
    return held instanceof Uint8Array ? Buffer.from(held).toString('base64') : value;
  });
}

/** @throws DecodeError AGENT_FRAME_BAD; nothing of the frame stands in the message */
export function decodeFromService(text: string): FromService {
  return decode(FromServiceSchema, text);
}

/** @throws DecodeError AGENT_FRAME_BAD; nothing of the frame stands in the message */
export function decodeFromAgent(text: string): FromAgent {
  return decode(FromAgentSchema, text);
}

function decode<Frame>(schema: z.ZodType<Frame>, text: string): Frame {
  if (text.length > FRAME_LIMITS.maxFrameBytes) throw new DecodeError('AGENT_FRAME_BAD', 0, 'too large');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new DecodeError('AGENT_FRAME_BAD', 0, 'not JSON');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new DecodeError('AGENT_FRAME_BAD', 0, `not a frame of this protocol, at ${at === '' ? 'its root' : at}`);
}
