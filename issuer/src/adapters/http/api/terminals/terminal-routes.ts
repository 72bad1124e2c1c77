import * as z from 'zod';
import { type Terminal, type TerminalCertificate, TERMINAL_USES } from '../../../../use-cases/ports/index.ts';
import type {
  ApproveTerminalRefusal,
  CertifyRefusal,
  DeclineTerminalRefusal,
  EnrolRefusal,
  ListedTerminal,
  makeApproveTerminal,
  makeCertifyTerminal,
  makeDeclineTerminal,
  makeEnrolTerminal,
  makeListTerminals,
  makeReadCertificate,
  makeRevokeTerminal,
  ReadCertificateRefusal,
  RevokeTerminalRefusal,
  TerminalChain,
} from '../../../../use-cases/terminals/index.ts';
import { defineRoute, type RefusalStatus, reply, type RouteDefinition } from '../../index.ts';
import { rightRefusals } from '../applications/refusals.ts';
import { Instant, StateWord, Words } from '../bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';

/** What the routes of terminals call. */
export type TerminalUseCases = {
  readonly enrolTerminal: ReturnType<typeof makeEnrolTerminal>;
  readonly approveTerminal: ReturnType<typeof makeApproveTerminal>;
  readonly declineTerminal: ReturnType<typeof makeDeclineTerminal>;
  readonly certifyTerminal: ReturnType<typeof makeCertifyTerminal>;
  readonly readCertificate: ReturnType<typeof makeReadCertificate>;
  readonly revokeTerminal: ReturnType<typeof makeRevokeTerminal>;
  readonly listTerminals: ReturnType<typeof makeListTerminals>;
};

const TerminalParams = z.strictObject({ terminalId: z.uuid() });
const TerminalReply = z.strictObject({ terminalId: z.uuid(), state: StateWord });
const Mnemonic = z.string().regex(/^[A-Z0-9]{2,9}$/);
const PurposeId = z.string().regex(/^[a-z0-9-]{1,32}$/);
const Bytes = z.string().regex(/^[A-Za-z0-9_-]{1,2048}$/);
const Reference = z.string().regex(/^[A-Z0-9]{8,16}$/);
export const CertificateReply = z.strictObject({
  reference: Reference,
  effective: z.iso.date(),
  expiry: z.iso.date(),
  purposesVersion: z.int().min(0),
  terminal: Bytes,
  dv: Bytes,
  link: Bytes.optional(),
});
export const TerminalView = z.strictObject({
  id: z.uuid(),
  officeId: z.string(),
  organisationId: z.string(),
  mnemonic: Mnemonic,
  state: StateWord,
  purposes: z.array(PurposeId),
  purposesVersion: z.int().min(0).optional(),
  sites: z.array(z.string()),
  use: z.enum(TERMINAL_USES).optional(),
  requestedBy: z.uuid(),
  requestedAt: Instant,
  decidedBy: z.uuid().optional(),
  decidedAt: Instant.optional(),
  revokedBy: z.uuid().optional(),
  revokedAt: Instant.optional(),
  reason: z.string().optional(),
  certificate: z
    .strictObject({ reference: Reference, expiry: z.iso.date(), renewableFrom: z.iso.date(), hasFiles: z.boolean() })
    .optional(),
});

const known = { ...rightRefusals, 'terminal-unknown': 404 } as const;
const enrolRefusals = {
  ...rightRefusals,
  'request-malformed': 422,
  'key-not-proven': 422,
} as const satisfies Record<EnrolRefusal, RefusalStatus>;
const approveRefusals = {
  ...known,
  'not-requested': 409,
  'purpose-unknown': 422,
  'purposes-missing': 422,
  'sites-missing': 422,
} as const satisfies Record<ApproveTerminalRefusal, RefusalStatus>;
const declineRefusals = { ...known, 'not-requested': 409 } as const satisfies Record<
  DeclineTerminalRefusal,
  RefusalStatus
>;
const revokeRefusals = { ...known, 'not-in-use': 409 } as const satisfies Record<RevokeTerminalRefusal, RefusalStatus>;
const certifyRefusals = {
  ...known,
  'not-approved': 409,
  'too-early': 409,
  'purpose-unknown': 409,
  'life-too-long': 409,
  'outside-issuer-life': 409,
  'right-not-held': 409,
} as const satisfies Record<CertifyRefusal, RefusalStatus>;

const readCertificateRefusals = { ...known, 'certificate-missing': 404 } as const satisfies Record<
  ReadCertificateRefusal,
  RefusalStatus
>;

/** Terminals: enrolled by their key, approved for purposes and sites, certified and renewed, revoked. */
export function terminalRoutes(useCases: TerminalUseCases): readonly RouteDefinition[] {
  const terminal = { params: TerminalParams, tag: 'terminals' } as const;
  const done = { 200: { description: 'Done.', schema: TerminalReply } } as const;
  return [
    defineRoute({
      name: 'enrolTerminal',
      method: 'post',
      path: '/api/v1/terminals',
      tag: 'terminals',
      summary: 'Enrols a terminal by its key; the request is a CV certificate that the key signed itself.',
      access: { action: 'terminal.enrol' },
      body: z.strictObject({
        officeId: z.string().min(1).max(64),
        organisationId: z.string().min(1).max(64),
        request: Bytes,
      }),
      responses: { 201: { description: 'Enrolled.', schema: TerminalReply } },
      refusals: enrolRefusals,
      handler: async ({ body, caller, requestId }) => {
        const request = new Uint8Array(Buffer.from(body.request, 'base64url'));
        const outcome = await useCases.enrolTerminal(toSignedIn(caller, requestId), { ...body, request });
        return outcome.ok ? reply(201, toReply(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      ...terminal,
      name: 'approveTerminal',
      method: 'post',
      path: '/api/v1/terminals/:terminalId/approval',
      summary: 'Approves a terminal for purposes and sites.',
      access: { action: 'terminal.approve' },
      body: z.strictObject({
        purposes: z.array(PurposeId).min(1).max(10),
        sites: z.array(z.string().trim().min(1).max(120)).min(1).max(50),
        use: z.enum(TERMINAL_USES),
      }),
      responses: done,
      refusals: approveRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.approveTerminal(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? reply(200, toReply(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      ...terminal,
      name: 'declineTerminal',
      method: 'post',
      path: '/api/v1/terminals/:terminalId/refusal',
      summary: 'Turns a terminal down.',
      access: { action: 'terminal.approve' },
      body: z.strictObject({ reason: Words }),
      responses: done,
      refusals: declineRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.declineTerminal(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? reply(200, toReply(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      ...terminal,
      name: 'certifyTerminal',
      method: 'post',
      path: '/api/v1/terminals/:terminalId/certificates',
      summary: 'The next certificate of an approved terminal: its first, or the one after when that nears its end.',
      access: { action: 'terminal.enrol' },
      responses: { 201: { description: 'Certified; bytes as base64url.', schema: CertificateReply } },
      refusals: certifyRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.certifyTerminal(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(201, toCertificate(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      ...terminal,
      name: 'readTerminalCertificate',
      method: 'get',
      path: '/api/v1/terminals/:terminalId/certificate',
      summary: 'The newest certificate of a terminal in use, as it was signed; for who lost the files.',
      access: { action: 'terminal.read' },
      responses: { 200: { description: 'The certificate; bytes as base64url.', schema: CertificateReply } },
      refusals: readCertificateRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.readCertificate(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, toCertificate(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      ...terminal,
      name: 'revokeTerminal',
      method: 'post',
      path: '/api/v1/terminals/:terminalId/revocation',
      summary: 'Takes a terminal out of use; the trust bundle names its certificates.',
      access: { action: 'terminal.revoke' },
      body: z.strictObject({ reason: Words }),
      responses: done,
      refusals: revokeRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.revokeTerminal(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? reply(200, toReply(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      name: 'listTerminals',
      method: 'get',
      path: '/api/v1/terminals',
      tag: 'terminals',
      summary: 'The terminals that the office supervises, or that the organisation of the caller runs.',
      access: { action: 'terminal.read' },
      responses: { 200: { description: 'Terminals.', schema: z.strictObject({ terminals: z.array(TerminalView) }) } },
      refusals: rightRefusals,
      handler: async ({ caller, requestId }) => {
        const outcome = await useCases.listTerminals(toSignedIn(caller, requestId));
        return outcome.ok ? reply(200, { terminals: outcome.value.map(toView) }) : outcome;
      },
    }),
  ];
}

function toReply({ id: terminalId, state }: Terminal) {
  return { terminalId, state };
}

function toView({ publicKey: _k, request: _r, version: _v, ...view }: ListedTerminal) {
  return view;
}

function toCertificate({
  reference,
  effective,
  expiry,
  purposesVersion,
  chain: { terminal, dv, link },
}: TerminalCertificate & { readonly chain: TerminalChain }) {
  const bytes = { terminal: toText(terminal), dv: toText(dv), ...(link === undefined ? {} : { link: toText(link) }) };
  return { reference, effective, expiry, purposesVersion, ...bytes };
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
