import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { CardTransport, ListAnswer } from '@residence-permit/shared/apdu';
import { fromHex, toHex } from '@residence-permit/shared/bytes';
import { CODES, type Code, PermitError } from '@residence-permit/shared/errors';
import type { ReadBack, ReadBackReport } from '../../personalisation/index.ts';
import { environmentOf } from '../read-back-process.ts';
import { type answerSchema, lineSchema, type reportSchema } from './relay-lines.ts';
import type { z } from 'zod';

export type RelayedReadBackSettings = {
  /** The card, freshly powered. */
  readonly transport: CardTransport;
  readonly trustFolder: string;
  readonly terminalFolder: string;
  /** Seconds since the epoch. */
  readonly now: number;
  readonly utcOffsetMinutes: number;
  readonly environment: NodeJS.ProcessEnv;
};

/** A whole reading takes a slow chip some 10 s; then the process is ended. */
const LIMIT_MS = 120_000;

/**
 * Has a process of its own read the card with the public verifier, while this one only passes its commands on.
 * @throws PermitError the reader's own code when it could not judge; READ_BACK_FAILED when it said nothing
 */
export function makeRelayedReadBack(settings: RelayedReadBackSettings): ReadBack {
  const { transport, trustFolder, terminalFolder, now, utcOffsetMinutes, environment } = settings;
  return async ({ can }) => {
    const child = spawn(
      process.execPath,
      [programPath(), trustFolder, terminalFolder, String(now), String(utcOffsetMinutes)],
      { env: environmentOf(environment, can), stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
    child.stdin.on('error', () => undefined);
    try {
      for await (const text of createInterface({ input: child.stdout })) {
        const line = lineSchema.parse(JSON.parse(text));
        if ('report' in line) return toReport(line.report);
        if ('code' in line)
          throw new PermitError(isCode(line.code) ? line.code : 'UNEXPECTED', { detail: 'read-back' });
        child.stdin.write(`${JSON.stringify(await pass(transport, line.commands))}\n`);
      }
      throw new PermitError('READ_BACK_FAILED', { detail: 'no result' });
    } finally {
      clearTimeout(limit);
      child.kill();
    }
  };
}

async function pass(transport: CardTransport, commands: readonly string[]): Promise<z.infer<typeof answerSchema>> {
  const { responses, fault } = await sendList(
    transport,
    commands.map((command) => fromHex(command)),
  );
  const answer = { responses: responses.map((response) => toHex(response)) };
  return fault === undefined
    ? answer
    : { ...answer, fault: fault instanceof PermitError ? fault.code : 'READER_FAILED' };
}

/** As a list where the transport has one, else one by one up to the first that is not answered with 9000. */
async function sendList(transport: CardTransport, commands: readonly Uint8Array[]): Promise<ListAnswer> {
  if (transport.transmitList !== undefined) return transport.transmitList(commands);
  const responses: Uint8Array[] = [];
  for (const command of commands) {
    try {
      const response = await transport.transmit(command);
      responses.push(response);
      if (response.at(-2) !== 0x90 || response.at(-1) !== 0) break;
    } catch (fault) {
      return { responses, fault };
    }
  }
  return { responses };
}

function toReport({ reasons, name, permitNumber, ...rest }: z.infer<typeof reportSchema>['report']): ReadBackReport {
  return {
    ...rest,
    reasons: reasons.filter(isCode),
    ...(name === undefined ? {} : { name }),
    ...(permitNumber === undefined ? {} : { permitNumber }),
  };
}

/** Beside the compiled service; tests that run the sources use the same program. */
function programPath(): string {
  return fileURLToPath(new URL('../../../bin/permit-read-back.js', import.meta.url));
}

function isCode(text: string): text is Code {
  return Object.hasOwn(CODES, text);
}
