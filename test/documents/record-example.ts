import { createECDH } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { fromHex, toHex } from '@residence-permit/shared/bytes';
import { decodeCbor } from '@residence-permit/shared/cbor';
import { decodeSign, decodeSign1, keyIdOf, nobleEd25519Signer } from '@residence-permit/shared/cose';
import { DEFAULT_KINDS } from '@residence-permit/shared/entitlements';
import { parseCitizenId, parsePermitNumber } from '@residence-permit/shared/identifiers';
import { parsePlainDate, parseTdate, toEpochDays } from '@residence-permit/shared/plain-date';
import { DEFAULT_PURPOSES } from '@residence-permit/shared/purposes';
import { encodeUseReceipt, encodeUseReceiptBody } from '@residence-permit/shared/receipt';
import {
  chipBinding,
  encodeDataGroups,
  encodeEnvelope,
  encodeSlots,
  encodeWriteRecordData,
  endorsementWrite,
  entitlementWrite,
  signEndorsement,
  signEntitlementRecord,
  signPermitDocument,
} from '@residence-permit/shared/records';
import { CARD_STATUS_BITS, encodeStatusListToken, packStatuses } from '@residence-permit/shared/status-list';
import { openTrustBundle, signTrustBundle, signTrustRoot } from '@residence-permit/shared/trust-bundle';
import {
  decodeReceiptKeyStatement,
  receiptLink,
  signReceiptKeyStatement,
  signVerificationReceipt,
} from '@residence-permit/shared/verification-receipt';
import { diagnoseCbor } from './diagnose-cbor.ts';

const LIMITS = { maxBytes: 65_536, maxDepth: 12, tags: [0, 18, 24, 98, 1004] };
const NOW = parseTdate('2026-11-23T12:00:00Z');
const DAY = 86_400;

/** A key whose 32 private bytes are all the same. Everyone knows it: good for an example, and for nothing else. */
const edwards = (fill: number) => nobleEd25519Signer(new Uint8Array(32).fill(fill));
function point(fill: number): Uint8Array {
  const key = createECDH('prime256v1');
  key.setPrivateKey(Buffer.alloc(32, fill));
  return new Uint8Array(key.getPublicKey());
}
const [office, health, rootKey, bundleKey, statusKey] = [edwards(1), edwards(2), edwards(3), edwards(4), edwards(5)];
const DEVICE = 6;
const RECEIPT = 7;
const PERMIT_REF = new Uint8Array(16).fill(0xaa);
const THUMBPRINT = fromHex('0102030405060708');
const GRANT_ID = new Uint8Array(8).fill(0xbb);
/** ECDSA of the receipt below with the nonce of RFC 6979; node:crypto draws a nonce at random, so it stands here. */
const RECEIPT_SIGNATURE = fromHex(
  'bd46d9bd8dcb39952ce4b92305a67bd496e7fc2e9a05c36728cd7067ad269462' +
    '6fe22b04e2023d93854d285d86b9152044a66263f5f8a1b50aff9b93a351d4a0',
);

/** ECDSA of the statement below, likewise. */
const STATEMENT_SIGNATURE = fromHex(
  'e87dcbb12211cd5ceb10dd4bb917f3ab7976f3b5148eeec1b03c3c8b37f4c937' +
    'a237c624a6f3f6c60b0ee98f8930616bdf2d7c71ef697d85737b3a36cbf34279',
);

/** Every record and file of the example, by name. Always the same bytes. */
export type RecordExample = ReadonlyMap<string, Uint8Array>;

/** Makes the example. Salts are sixteen times 01, 02, 03 …; the status list is stored, not compressed. */
export async function makeRecordExample(): Promise<RecordExample> {
  let salts = 0;
  const groups = encodeDataGroups({
    record: {
      name: '王𠮷·example',
      birthDate: parsePlainDate('1949-12-31'),
      sex: 2,
      ethnicGroup: '01',
      citizenId: parseCitizenId('11010519491231002X'),
      hukouAddress: '虚构街道1号',
      residenceAddress: '虚构路2号',
      portrait: fromHex('ffd8ffd9'),
      issue: {
        permitNumber: parsePermitNumber('QD-2026-000001'),
        issuingAuthority: '虚构分局',
        issueDate: parsePlainDate('2026-11-23'),
      },
      residence: { grounds: [1, 2], since: parsePlainDate('2025-10-19'), continuousMonths: 13 },
      ageOver: { over16: true, over18: true, over60: true },
      serviceClass: 2,
    },
    random: (length) => {
      salts += 1;
      return new Uint8Array(length).fill(salts);
    },
  });
  const dg1 = await signPermitDocument({
    mso: {
      digests: groups.digests,
      deviceKey: point(DEVICE),
      receiptKey: point(RECEIPT),
      permitRef: PERMIT_REF,
      signedAt: NOW,
      validFrom: NOW,
      validUntil: NOW + 730 * DAY,
      status: { index: 4711, uri: 's/1' },
    },
    thumbprint: THUMBPRINT,
    signer: office,
  });
  const period = { from: parsePlainDate('2026-11-23'), through: parsePlainDate('2027-11-22') };
  const endorsement = await signEndorsement(
    { version: 1, binding: chipBinding(point(DEVICE)), windowFrom: period.from, endorsedThrough: period.through },
    office,
  );
  const grants = await signEntitlementRecord(
    {
      dataGroup: 18,
      grantor: 'health',
      version: 1,
      binding: PERMIT_REF,
      grants: [{ id: GRANT_ID, kind: 'yearly-check', ...period, limit: 1, period: 365 }],
    },
    health,
  );
  return new Map([
    ['DG1', dg1],
    ...[...groups.files].sort(([a], [b]) => a - b).map(([dataGroup, bytes]) => [`DG${dataGroup}`, bytes] as const),
    ['DG17', encodeEnvelope(endorsementWrite(endorsement))],
    ['DG18', encodeSlots([entitlementWrite(grants)])],
    ['endorsement', endorsement],
    ['entitlement record', grants],
    ['data of WRITE RECORD', encodeWriteRecordData(entitlementWrite(grants))],
    ['use receipt', makeReceipt()],
    ...(await makeVerificationReceipt()),
    ...(await makeTrust()),
  ]);
}

function makeReceipt(): Uint8Array {
  const body = encodeUseReceiptBody({
    chipId: chipBinding(point(DEVICE)).slice(0, 8),
    grantId: GRANT_ID,
    period: 0,
    used: 1,
    sequence: 1,
    transactionId: new Uint8Array(16).fill(0xcc),
    terminal: 'ZZCLINIC00001',
    day: toEpochDays(parsePlainDate('2026-11-23')),
  });
  return encodeUseReceipt(body, RECEIPT_SIGNATURE);
}

/** The terminal's key is 32 bytes `08`, the receipt key 32 bytes `09`. */
async function makeVerificationReceipt(): Promise<readonly (readonly [string, Uint8Array])[]> {
  const receiptKey = edwards(9);
  const terminal = 'ZZCLINIC00001';
  const statement = await signReceiptKeyStatement(
    {
      publicKey: receiptKey.publicKey,
      terminal,
      from: parsePlainDate('2026-11-23'),
      through: parsePlainDate('2027-01-06'),
    },
    async () => STATEMENT_SIGNATURE,
  );
  const yes = { answer: 'yes' } as const;
  const receipt = await signVerificationReceipt(
    {
      terminal,
      number: 1,
      previous: receiptLink(statement),
      id: new Uint8Array(16).fill(0xdd),
      at: NOW,
      purpose: 'clinic',
      verdict: 'undecided',
      answers: {
        authentic: yes,
        current: { answer: 'unknown', code: 'STATUS_STALE' },
        inFunction: yes,
        chipGenuine: yes,
        entitled: { answer: 'unknown', code: 'STATUS_STALE' },
      },
      trust: { rootVersion: 1, bundleSeq: 1, bundleSeconds: 3600, statusSeconds: 900_000 },
    },
    receiptKey,
  );
  return [
    ['statement of a receipt key', statement],
    ['verification receipt', receipt],
  ];
}

async function makeTrust(): Promise<readonly (readonly [string, Uint8Array])[]> {
  const root = await signTrustRoot({
    root: {
      version: 1,
      issuedAt: NOW,
      expiresAt: NOW + 365 * DAY,
      threshold: 1,
      rootKeys: [rootKey.publicKey],
      bundleKeys: [bundleKey.publicKey],
      statusKeys: [statusKey.publicKey],
    },
    signers: [rootKey],
  });
  const signing = { from: NOW, through: NOW + 1095 * DAY };
  const bundle = await signTrustBundle(
    {
      seq: 1,
      issuedAt: NOW,
      expiresAt: NOW + 7 * DAY,
      rootVersion: 1,
      signers: [
        { use: 'document', keyId: keyIdOf(office.publicKey), publicKey: office.publicKey, x5t: THUMBPRINT, ...signing },
        {
          use: 'grantor',
          keyId: keyIdOf(health.publicKey),
          publicKey: health.publicKey,
          grantor: 'health',
          kinds: ['health', 'yearly-check'],
          ...signing,
        },
      ],
      cvcas: [],
      revokedTerminals: ['ZZLOST0000001'],
      purposes: DEFAULT_PURPOSES.slice(0, 1),
      kinds: DEFAULT_KINDS.slice(0, 2),
      statusSeq: new Map([['s/1', 1]]),
      withdrawnGrants: [],
    },
    bundleKey,
  );
  const status = await encodeStatusListToken({
    uri: 's/1',
    list: packStatuses({
      bits: CARD_STATUS_BITS,
      length: 32,
      entries: [
        [1, 1],
        [5, 2],
      ],
    }),
    issuedAt: NOW,
    expiresAt: NOW + DAY,
    seq: 1,
    signer: statusKey,
    deflate: (bytes) => deflateSync(bytes, { level: 0 }),
  });
  const opened = openTrustBundle({
    bundleBytes: bundle,
    bundleKeys: [bundleKey.publicKey],
    engine: { verify: () => true },
  });
  if (opened.seq !== 1) throw new Error('the bundle does not read back');
  return [
    ['root.cbor', root],
    ['bundle.cbor', bundle],
    ['status list token', status],
  ];
}

/** The example as the last section of docs/record-format.md. */
export async function recordExampleSection(): Promise<string> {
  const example = await makeRecordExample();
  const bytesOf = (name: string) => example.get(name) ?? new Uint8Array();
  const notation = (bytes: Uint8Array) => fence('cbor-diag', diagnoseCbor(decodeCbor(bytes, LIMITS)));
  const dump = (name: string) =>
    `**${name}**, ${bytesOf(name).length} bytes\n\n${fence('text', foldHex(bytesOf(name)))}`;
  const payloadOf = (name: string) =>
    name === 'root.cbor'
      ? decodeSign(bytesOf(name), LIMITS).payloadBytes
      : decodeSign1(bytesOf(name), LIMITS).payloadBytes;
  return [
    HEADING,
    INTRODUCTION,
    ...['DG1', 'DG2', 'DG3', 'DG13', 'DG17', 'DG18', 'data of WRITE RECORD', 'use receipt'].map(dump),
    ...['statement of a receipt key', 'verification receipt'].map(dump),
    ...['root.cbor', 'bundle.cbor', 'status list token'].map(dump),
    ...['DG2', 'DG3'].map((name) => `**${name}**, in diagnostic notation\n\n${notation(bytesOf(name))}`),
    ...[
      'DG1',
      'endorsement',
      'entitlement record',
      'verification receipt',
      'root.cbor',
      'bundle.cbor',
      'status list token',
    ].map((name) => `**Payload of ${name}**, in diagnostic notation\n\n${notation(payloadOf(name))}`),
    `**Payload of statement of a receipt key**, in diagnostic notation\n\n${notation(decodeReceiptKeyStatement(bytesOf('statement of a receipt key')).payloadBytes)}`,
    '',
  ].join('\n\n');
}

/** Where the section begins; what stands before it is written by hand. */
export const HEADING = '## 9. Example, byte for byte';

const INTRODUCTION =
  'Made by `test/documents/record-example.ts`; a test fails when page and code differ. All keys are known to everyone: the 32 private bytes are `01 01 …` for the document signer, `02` for the grantor, `03` root, `04` bundle, ' +
  '`05` status, `06` `deviceKey`, `07` `receiptKey`, `08` the terminal, `09` its receipt key. Salts are sixteen times `01`, `02`, … in the order of §3. The certificate thumbprint is invented, and the status list is stored under zlib without compression.';

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** Thirty-two bytes a line. */
function foldHex(bytes: Uint8Array): string {
  return (toHex(bytes).match(/.{1,64}/g) ?? []).join('\n');
}
