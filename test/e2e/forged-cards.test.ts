import { OFFICE_RIGHTS } from '@residence-permit/issuer/authority';
import { toCredential } from '@residence-permit/issuer/office-terminal';
import {
  makeMemoryJobStore,
  makeOpenPersonalisation,
  makePersonaliseCard,
} from '@residence-permit/issuer/personalisation';
import {
  authenticateTerminal,
  openPace,
  type PaceSession,
  readFile,
  selectPermit,
  type TerminalCredential,
  writeRecord,
} from '@residence-permit/reader/session';
import { inProcessTransport } from '@residence-permit/firmware-sim/transports/in-process';
import { makeChainVerifier } from '@residence-permit/reader/x509';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import {
  decodeEndorsementFile,
  decodeSlots,
  chipBinding,
  type RecordEnvelope,
  type WriteRecordData,
} from '@residence-permit/shared/records';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  aBlank,
  aCard,
  aRecord,
  accept,
  anOffice,
  type BuiltCard,
  DEMO_AT,
  type Office,
  onReader,
} from '../builders/index.ts';
import { outcomeOf, tap } from './tapping.ts';

const PERIOD = { from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') };
const HEALTH = { kind: 'health', ...PERIOD };
const ALL_FILES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14];

let office: Office;
let card: BuiltCard;

beforeAll(async () => {
  office = await anOffice({ seed: 'forged' });
  office.setClock(DEMO_AT);
  card = await aCard(office).withGrants(HEALTH).active();
});

/** What a holder may read with the PIN: every file, byte for byte. */
async function readAll(of: BuiltCard, sfis: readonly number[]): Promise<ReadonlyMap<number, Uint8Array>> {
  const session = await openPace({
    transport: of.transport(),
    password: { kind: 'pin', value: of.pin },
    random: office.random,
  });
  await selectPermit(session);
  const files = new Map<number, Uint8Array>();
  for (const sfi of sfis) files.set(sfi, await readFile(session, sfi));
  return files;
}

const envelopeOf = async (of: BuiltCard): Promise<RecordEnvelope> => {
  const envelope = decodeEndorsementFile((await readAll(of, [17])).get(17) ?? new Uint8Array());
  if (envelope === undefined) throw new RangeError('card: no endorsement');
  return envelope;
};

/** A session of somebody who stole a write terminal of the office. */
async function stolenTerminal(of: BuiltCard): Promise<PaceSession> {
  const files = await office.issueTerminal({ mnemonic: 'STOLEN', dv: 'official', rights: OFFICE_RIGHTS });
  const session = await openPace({
    transport: of.transport(),
    password: { kind: 'can', value: of.can },
    template: { ...OFFICE_RIGHTS, role: 'terminal' },
    random: office.random,
  });
  await selectPermit(session);
  await authenticateTerminal(session, toCredential(files));
  return session;
}

const write = async (of: BuiltCard, data: WriteRecordData) => writeRecord(await stolenTerminal(of), data);

/** A chip of ours with every file of a genuine card and a key of its own; its card access number comes with it. */
async function cloneOf(genuine: BuiltCard): Promise<Pick<BuiltCard, 'can' | 'transport'>> {
  const files = await readAll(genuine, ALL_FILES);
  const chip = aBlank({ seed: 'clone' });
  await office.takeIn(onReader(chip));
  const { cardNumber } = await office.plan(aRecord());
  const jobs = makeMemoryJobStore();
  const { authority, random, register } = office;
  accept(
    await makePersonaliseCard({
      register,
      jobs,
      openPersonalisation: makeOpenPersonalisation({ officeMaster: authority.personalisationMaster, random }),
      signPermit: () => Promise.resolve(files),
      cvcaCertificate: authority.cvca.certificate,
      random,
    })({ cardNumber, transport: inProcessTransport(chip) }),
  );
  const can = (await jobs.load(cardNumber))?.secrets.can ?? '';
  return { can, transport: () => (chip.reset(), inProcessTransport(chip)) };
}

/** A clinic of the authority, and how often it has signed. */
async function countingClinic(): Promise<{ readonly terminal: TerminalCredential; readonly signatures: () => number }> {
  let signatures = 0;
  const genuine = await office.terminalFor('clinic');
  const terminal = { ...genuine, sign: (message: Uint8Array) => ((signatures += 1), genuine.sign(message)) };
  return { terminal, signatures: () => signatures };
}

describe('a clone', () => {
  let clone: Pick<BuiltCard, 'can' | 'transport'>;
  beforeAll(async () => {
    clone = await cloneOf(card);
  });

  it('with every file of a genuine card and a key of its own: CHIP_NOT_GENUINE, and the terminal signs nothing', async () => {
    const { terminal, signatures } = await countingClinic();
    const result = await tap(office, clone, 'clinic', { terminal });
    expect(outcomeOf(result)).toEqual(['rejected', 'yy?n?', 'CHIP_NOT_GENUINE', 'NOT_REACHED']);
    expect(result.fields).toEqual({});
    expect(signatures()).toBe(0);
  });

  it.each(['P-256', 'brainpoolP256r1'] as const)(
    'after generic mapping over %s: CHIP_NOT_GENUINE by chip authentication, and no field comes out',
    async (curve) => {
      const { terminal, signatures } = await countingClinic();
      const result = await tap(office, clone, 'clinic', { terminal, mapping: 'gm', curve });
      expect(outcomeOf(result)).toEqual(['rejected', 'yy?n?', 'CHIP_NOT_GENUINE', 'NOT_REACHED']);
      expect(result.fields).toEqual({});
      expect(signatures()).toBe(1);
    },
  );
});

describe('a card of another authority', () => {
  it('is SIGNER_UNKNOWN, and its chain shows that it leads to no root of ours', async () => {
    const other = await anOffice({ seed: 'another authority' });
    other.setClock(DEMO_AT);
    const foreign = await aCard(other).seeded('foreign').withGrants(HEALTH).active();
    const result = await tap(office, foreign, 'clinic');
    expect(outcomeOf(result)).toEqual(['undecided', '?????', 'SIGNER_UNKNOWN', 'RECORD_NOT_AUTHENTIC']);
    expect(result.fields).toEqual({});
    expect(result.signerCertificates.length).toBeGreaterThan(0);
    const chain = { certificates: result.signerCertificates, at: DEMO_AT };
    const { engine } = office;
    const ours = makeChainVerifier({ roots: [office.authority.root.certificate], engine });
    const theirs = makeChainVerifier({ roots: [other.authority.root.certificate], engine });
    expect(ours(chain).ok).toBe(false);
    expect(theirs(chain).ok).toBe(true);
  });
});

describe('a stolen write terminal', () => {
  it('cannot put the endorsement of another card on a lapsed one: the chip refuses its binding', async () => {
    const lapsed = await aCard(office).seeded('lapsed 1').withGrants(HEALTH).lapsed();
    const { signedBytes } = await envelopeOf(card);
    const foreign = chipBinding(card.entry.deviceKey ?? new Uint8Array());
    const data = { dataGroup: 17, grantor: 'issuer', version: 2, binding: foreign, signedBytes, counted: [] } as const;
    await expect(write(lapsed, data)).rejects.toThrow(/CARD_STATUS.*SW 6984/);
  });

  it('nor disguise it: BINDING_MISMATCH', async () => {
    const lapsed = await aCard(office).seeded('lapsed 2').withGrants(HEALTH).lapsed();
    expect((await tap(office, lapsed, 'clinic')).reasons).toEqual(['ENDORSEMENT_LAPSED']);
    const { signedBytes } = await envelopeOf(card);
    const own = chipBinding(lapsed.entry.deviceKey ?? new Uint8Array());
    await write(lapsed, { dataGroup: 17, grantor: 'issuer', version: 2, binding: own, signedBytes, counted: [] });
    const result = await tap(office, lapsed, 'clinic');
    expect(result.answers.inFunction).toEqual({ answer: 'no', code: 'BINDING_MISMATCH' });
    expect(result.verdict).toBe('rejected');
  });

  it('cannot bring back a withdrawn grant: the chip refuses the old version, the verifier the disguise', async () => {
    const victim = await aCard(office).seeded('rolled back').withGrants(HEALTH).active();
    const [old] = decodeSlots((await readAll(victim, [18])).get(18) ?? new Uint8Array());
    if (old === undefined) throw new RangeError('card: no grant');
    const { covering } = await tap(office, victim, 'clinic');
    accept(await office.withdraw(victim.entry.permitRef, covering?.grant.id ?? new Uint8Array()));
    accept(await office.writeEntitlements(victim));
    expect((await tap(office, victim, 'clinic')).reasons).toEqual(['NO_GRANT']);
    const binding = victim.entry.permitRef;
    const data = { ...old, dataGroup: 18, binding } as const;
    await expect(write(victim, data)).rejects.toThrow(/CARD_STATUS.*SW 6985/);
    await write(victim, { ...data, version: old.version + 5 });
    const result = await tap(office, victim, 'clinic');
    expect(result.answers.entitled).toEqual({ answer: 'no', code: 'ENVELOPE_MISMATCH' });
  });

  it('can write junk, which is never a right', async () => {
    const victim = await aCard(office).seeded('junk').withGrants(HEALTH).active();
    const own = chipBinding(victim.entry.deviceKey ?? new Uint8Array());
    const signedBytes = new Uint8Array(64).fill(0x5a);
    await write(victim, { dataGroup: 17, grantor: 'issuer', version: 2, binding: own, signedBytes, counted: [] });
    const result = await tap(office, victim, 'clinic');
    expect(result.verdict).toBe('rejected');
    expect(result.answers.inFunction.answer).toBe('no');
  });
});

describe('an older bundle', () => {
  it('is refused before it is used: TRUST_ROLLED_BACK', async () => {
    const { openTrust, NO_FLOORS } = await import('@residence-permit/shared/trust-bundle');
    const open = async (files: Awaited<ReturnType<Office['publish']>>, floors: typeof NO_FLOORS) =>
      openTrust({
        pinnedRoots: files.pins,
        rootBytes: files.rootBytes,
        bundleBytes: files.bundleBytes,
        statusTokens: files.statusTokens.map(({ bytes }) => bytes),
        floors,
        engine: office.engine,
        openedAt: office.clock(),
      });
    const older = await office.publish();
    const newer = await office.publish();
    const { floors } = await open(newer, NO_FLOORS);
    await expect(open(older, floors)).rejects.toMatchObject({ code: 'TRUST_ROLLED_BACK' });
  });
});
