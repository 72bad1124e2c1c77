import { memoryStorage, openCard } from '@residence-permit/firmware-sim/card';
import { inProcessTransport } from '@residence-permit/firmware-sim/transports/in-process';
import type { TerminalCredential } from '@residence-permit/reader/session';
import { type TapResult, verifyCard } from '@residence-permit/reader/verify';
import { fromHex } from '@residence-permit/shared/bytes';
import { importEd25519PublicKey, nobleEd25519 } from '@residence-permit/shared/cose';
import { NO_FLOORS, openTrust, type Trust } from '@residence-permit/shared/trust-bundle';
import type { TapRequest, TapResponse } from './tap-request.ts';

const DAY = 86_400;

/** A whole tap with nothing but what a browser has: trust files opened, a chip in this process, five answers. */
export async function runTap(request: TapRequest): Promise<TapResponse> {
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const trust = await openTrustOf(request);
  const purpose = trust.findPurpose(request.purposeId);
  if (purpose === undefined) throw new RangeError(`purpose: ${request.purposeId}`);
  const card = openCard({ random, storage: memoryStorage(fromHex(request.image)) });
  const result = await verifyCard({
    transport: inProcessTransport(card),
    password: { kind: 'can', value: request.can },
    purpose,
    terminal: request.terminal === 'none' ? 'none' : await credentialOf(request.terminal),
    trust,
    clock: () => request.at,
    utcOffsetMinutes: 480,
    staleness: { bundleSeconds: DAY, statusSeconds: DAY },
    random,
    engine: nobleEd25519,
    metering: { nowMs: () => performance.now() },
  });
  return responseOf(result);
}

async function openTrustOf({ trust, at }: TapRequest): Promise<Trust> {
  const opened = await openTrust({
    pinnedRoots: { threshold: trust.threshold, keys: trust.keys.map((key) => importEd25519PublicKey(fromHex(key))) },
    rootBytes: fromHex(trust.root),
    bundleBytes: fromHex(trust.bundle),
    statusTokens: trust.statusTokens.map(fromHex),
    floors: NO_FLOORS,
    engine: nobleEd25519,
    openedAt: at,
  });
  return opened.trust;
}

/** The terminal's key as WebCrypto holds it. */
async function credentialOf(files: Exclude<TapRequest['terminal'], 'none'>): Promise<TerminalCredential> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.importKey('pkcs8', fromHex(files.pkcs8).slice().buffer, curve, false, ['sign']);
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  return {
    certificates: { dv: fromHex(files.dv), terminal: fromHex(files.terminal) },
    sign: async (message) => new Uint8Array(await crypto.subtle.sign(algorithm, key, Uint8Array.from(message))),
  };
}

function responseOf({ verdict, answers, reasons, fields, cost }: TapResult): TapResponse {
  return {
    verdict,
    answers: Object.fromEntries(Object.entries(answers).map(([id, { answer }]) => [id, answer])),
    reasons,
    fields: Object.keys(fields),
    name: fields.name,
    apdus: cost.apdus,
    bytes: cost.bytes,
  };
}
