import { decodeEvidence, encodeEvidence, type TapEvidence } from '@residence-permit/reader/evidence';
import { nodeKeyAgreement } from '@residence-permit/reader/node';
import { concatBytes, encodeUtf8 } from '@residence-permit/shared/bytes';
import { decodeItem } from '@residence-permit/shared/mdoc';
import { scalarFromRandom } from '@residence-permit/shared/pace';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { PERMIT_ELEMENTS, splitItems } from '@residence-permit/shared/records';
import { deriveKeys } from '@residence-permit/shared/secure-messaging';
import { beforeAll, describe, expect, it } from 'vitest';
import { aCard, anOffice, aRecord, type BuiltCard, DEMO_AT, type Office } from '../builders/index.ts';
import { keepTap, type KeptTap } from './kept-tap.ts';

const PERIOD = { from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') };
const record = aRecord();

/** Every value of the permit that can be looked for, as the card writes it. */
const FIELD_VALUES: readonly (readonly [string, Uint8Array])[] = [
  ['name', encodeUtf8(record.name)],
  ['birth date', encodeUtf8(record.birthDate)],
  ['citizen id', encodeUtf8(record.citizenId)],
  ['registered address', encodeUtf8(record.hukouAddress)],
  ['residence address', encodeUtf8(record.residenceAddress)],
  ['permit number', encodeUtf8(record.issue.permitNumber)],
  ['issuing authority', encodeUtf8(record.issue.issuingAuthority)],
  ['residence since', encodeUtf8(record.residence.since)],
  ['portrait', record.portrait.slice(-48)],
];

let office: Office;
let card: BuiltCard;
let clinic: KeptTap;
let holder: KeptTap;
/** Ephemeral secrets, agreed secrets and session keys of both taps. */
const secrets: Uint8Array[] = [];

beforeAll(async () => {
  office = await anOffice({ seed: 'redaction' });
  office.setClock(DEMO_AT);
  const kinds = ['health', 'library'] as const;
  card = await aCard(office)
    .of(record)
    .withGrants(...kinds.map((kind) => ({ kind, ...PERIOD })))
    .active();
  const agreement = {
    ...nodeKeyAgreement,
    agree: (secret: Uint8Array, peer: Uint8Array) => {
      const agreed = nodeKeyAgreement.agree(secret, peer);
      const keys = deriveKeys(agreed);
      secrets.push(secret, agreed, keys.enc, keys.mac);
      return agreed;
    },
  };
  const random = (length: number): Uint8Array => {
    const bytes = office.random(length);
    if (length === 48) secrets.push(bytes, scalarFromRandom('P-256', bytes));
    return bytes;
  };
  const spied = { engine: { ...office.engine, agreement }, random };
  clinic = await keepTap(office, card, 'clinic-with-portrait', spied);
  holder = await keepTap(office, card, 'holder', {
    ...spied,
    terminal: 'none',
    password: { kind: 'pin', value: card.pin },
  });
});

const holds = (bytes: Uint8Array, part: Uint8Array): boolean => Buffer.from(bytes).includes(Buffer.from(part));
const named = (): readonly (readonly [string, TapEvidence])[] => [
  ['clinic, redacted', clinic.redacted],
  ['holder, redacted', holder.redacted],
  ['clinic, full', clinic.full],
  ['holder, full', holder.full],
];
const logText = (): Uint8Array => encodeUtf8(JSON.stringify([...clinic.log, ...holder.log]));

describe('redacted evidence', () => {
  it('was made of taps that read the fields', () => {
    expect(Object.keys(holder.tap.result.fields)).toHaveLength(12);
    const everything = concatBytes(...holder.tap.reading.files.values());
    expect(FIELD_VALUES.filter(([, value]) => !holds(everything, value))).toEqual([]);
    expect(secrets.length).toBeGreaterThan(12);
  });

  it('holds no value of a field', () => {
    for (const evidence of [clinic.redacted, holder.redacted]) {
      const bytes = encodeEvidence(evidence);
      expect(FIELD_VALUES.filter(([, value]) => holds(bytes, value)).map(([name]) => name)).toEqual([]);
    }
  });

  it('holds no salt, without which no digest can be guessed back to its value', () => {
    const bytes = encodeEvidence(holder.redacted);
    const groups = [...new Set(PERMIT_ELEMENTS.map(({ dataGroup }) => dataGroup))];
    const items = groups.flatMap((group) => splitItems(group, holder.tap.reading.files.get(group) ?? new Uint8Array()));
    expect(items).toHaveLength(PERMIT_ELEMENTS.length);
    expect(items.filter((item) => holds(bytes, decodeItem(item).random))).toEqual([]);
  });

  it('keeps of the grants only those that the purpose asks about', () => {
    const text = (evidence: TapEvidence): string => Buffer.from(encodeEvidence(evidence)).toString('latin1');
    expect(text(clinic.redacted)).toContain('health');
    expect([...clinic.redacted.reading.files.keys()]).toEqual([17, 18]);
    expect([...holder.redacted.reading.files.keys()]).toEqual([17]);
    expect(text(holder.redacted)).not.toContain('library');
  });
});

describe('evidence and log', () => {
  it('hold no password and no secret of the session, not even full evidence', () => {
    const texts = [encodeUtf8(card.can), encodeUtf8(card.pin), encodeUtf8(card.puk), ...secrets];
    for (const [name, evidence] of named()) {
      const bytes = encodeEvidence(evidence);
      expect([name, ...texts.filter((secret) => holds(bytes, secret))]).toEqual([name]);
    }
    expect(texts.filter((secret) => holds(logText(), secret))).toEqual([]);
  });

  it('log nothing that was said: names, lengths, status words and times', () => {
    expect(FIELD_VALUES.filter(([, value]) => holds(logText(), value))).toEqual([]);
    for (const entry of [...clinic.log, ...holder.log]) {
      expect(Object.keys(entry).filter((key) => !LOGGED.includes(key))).toEqual([]);
      expect(entry.name).toMatch(/^[A-Za-z0-9:/. ()-]{4,50}$/);
    }
  });

  it('names every command of a tap and its phase, in order', () => {
    const phases = clinic.log.map(({ phase }) => phase).filter((phase, at, all) => phase !== all[at - 1]);
    expect(phases).toEqual(['select', 'pace', 'record', 'terminal-authentication', 'groups']);
    const names = clinic.log.map(({ name }) => name);
    expect(names.slice(0, 2).sort()).toEqual(['READ BINARY EF.ATR/INFO', 'READ BINARY EF.CardAccess']);
    expect(names.slice(2, 8)).toEqual([
      'MSE:Set AT (PACE)',
      'GENERAL AUTHENTICATE (nonce)',
      'GENERAL AUTHENTICATE (mapping)',
      'GENERAL AUTHENTICATE (key agreement)',
      'GENERAL AUTHENTICATE (tokens)',
      'SELECT',
    ]);
    expect(clinic.log.filter(({ name }) => name === 'READ BINARY DG9').length).toBeGreaterThan(0);
    expect(clinic.log.every(({ secured, phase }) => secured === !['select', 'pace'].includes(phase))).toBe(true);
    const bytes = clinic.log.reduce((sum, { sentBytes, receivedBytes }) => sum + sentBytes + receivedBytes, 0);
    expect(clinic.tap.result.cost).toMatchObject({ apdus: clinic.log.length, bytes });
  });

  it('are the same after writing and reading', () => {
    for (const [, evidence] of named()) {
      const bytes = encodeEvidence(evidence);
      expect(encodeEvidence(decodeEvidence(bytes))).toEqual(bytes);
      expect(decodeEvidence(bytes).log).toEqual(evidence.log);
    }
  });
});

const LOGGED = [
  'phase',
  'name',
  'secured',
  'startUs',
  'durationUs',
  'sentBytes',
  'receivedBytes',
  'sw',
  'code',
] as const satisfies readonly string[] as readonly string[];
