import {
  type Authority,
  type DvName,
  type IssuedTerminal,
  makeFirstKeys,
  makeHoldCeremony,
  makeIssueTerminal,
  type MakeKeys,
  MasterKey,
  maySign,
  OFFICE_RIGHTS,
  renewDvs,
  renewRootFile,
  rightsFor,
  type SignatureJournal,
  type RootFile,
  type TerminalPlan,
  type TestAuthority,
  TEST_PLAN,
} from '@residence-permit/issuer/authority';
import { makeTakeInChip } from '@residence-permit/issuer/intake';
import {
  DECREE_RULES,
  type GrantOrder,
  makeActivateCard,
  makeEndorseCard,
  makeGrantEntitlement,
  makeWithdrawEntitlement,
  makeWriteEntitlements,
} from '@residence-permit/issuer/live-card';
import { type FieldCard, makeOpenWriteSession, toCredential } from '@residence-permit/issuer/office-terminal';
import {
  type CardSecrets,
  makeInspectCard,
  makeMemoryJobStore,
  makeOpenPersonalisation,
  makePersonaliseCard,
  type ReadBack,
} from '@residence-permit/issuer/personalisation';
import {
  type Catalogue,
  makePublishTrust,
  standingsOfRegister,
  type TakeStandings,
  type TrustFiles,
} from '@residence-permit/issuer/publishing';
import { makeMemoryRegister, planCard } from '@residence-permit/issuer/register';
import { makeChangeStanding, makeReplaceCard } from '@residence-permit/issuer/revocation';
import { makeSignEndorsement, makeSignEntitlements, makeSignPermit } from '@residence-permit/issuer/signing';
import { nodeEd25519 } from '@residence-permit/reader/node';
import type { TerminalCredential } from '@residence-permit/reader/session';
import type { Ed25519Signer } from '@residence-permit/shared/cose';
import { DEFAULT_KINDS } from '@residence-permit/shared/entitlements';
import type { Outcome } from '@residence-permit/shared/outcome';
import { dateAt, type PlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import { DEFAULT_PURPOSES, findPurpose } from '@residence-permit/shared/purposes';
import type { PermitRecord } from '@residence-permit/shared/records';
import { NO_FLOORS, openTrust, type Trust } from '@residence-permit/shared/trust-bundle';
import { SUPPLIER_MASTER } from './a-blank.ts';
import { readBackInProcess } from './read-back-in-process.ts';
import { seededRandom } from './seeded-random.ts';

/** The calendar of every test and demonstration: China Standard Time. */
export const UTC_OFFSET_MINUTES = 480;
/** The day on which the test authority holds its ceremony, unless told otherwise. */
const CEREMONY_AT = Date.UTC(2025, 0, 6, 2) / 1000;
/** The instant of the demonstration: 2026-06-15 10:00 in Shanghai. */
export const DEMO_AT = Date.UTC(2026, 5, 15, 2) / 1000;

export const CATALOGUE: Catalogue = { purposes: DEFAULT_PURPOSES, kinds: DEFAULT_KINDS };

/** How a card lies on the office's reader: powered up anew for each session. */
export type PlaceCard = () => Promise<FieldCard>;

/** An office in memory with its whole authority. Its clock stands still until it is set. */
export type Office = Awaited<ReturnType<typeof anOffice>>;

/** An authority with its offline keys and the master of the personalisation keys at hand. */
export type OfficeAuthority = Authority & Pick<TestAuthority, 'offline' | 'personalisationMaster'>;

/** A ceremony in memory, but for online keys that are made elsewhere. */
async function holdCeremony(deps: {
  readonly random: (length: number) => Uint8Array;
  readonly clock: () => number;
  readonly keys: MakeKeys<Ed25519Signer> | undefined;
}): Promise<OfficeAuthority> {
  const { random, clock, keys } = deps;
  if (keys === undefined) return makeHoldCeremony({ random, clock })(TEST_PLAN);
  const made = await makeFirstKeys({ random, clock, keys })(TEST_PLAN);
  const personalisationMaster = new MasterKey(random(16));
  return { ...made, personalisationMaster, openPersonalisationMaster: () => Promise.resolve(personalisationMaster) };
}

/**
 * Holds a ceremony in memory and opens an office. Everything that it makes follows from the seed, signatures of terminals
 * and of certificates apart, which ECDSA draws afresh.
 */
export async function anOffice(
  options: {
    readonly seed?: string;
    readonly ceremonyAt?: number;
    /** Where the online keys are made; else in memory. */
    readonly keys?: MakeKeys<Ed25519Signer>;
    readonly journal?: Pick<SignatureJournal, 'signing'>;
  } = {},
) {
  const random = seededRandom(options.seed ?? 'office');
  let now = options.ceremonyAt ?? CEREMONY_AT;
  const clock = () => now;
  let authority = await holdCeremony({ random, clock, keys: options.keys });
  const register = makeMemoryRegister();
  const jobs = makeMemoryJobStore();
  const secrets = new Map<string, CardSecrets>();
  const engine = nodeEd25519;
  const today = (): PlainDate => dateAt(now, UTC_OFFSET_MINUTES);
  const journal = options.journal ?? { signing: (signer: { readonly key: Ed25519Signer }) => signer.key };
  /** The newest signer that may sign now, each signature noted in the journal first. */
  const documentSigner = () =>
    must(
      authority.documentSigners.findLast((one) => maySign(one, now)),
      'a document signer',
    );
  let successor: RootFile | undefined;
  const terminalNumbers = new Map<string, number>();

  async function issueTerminal(plan: Omit<TerminalPlan, 'sequence'>): Promise<IssuedTerminal> {
    authority = await renewDvs(authority, today());
    const sequence = (terminalNumbers.get(plan.mnemonic) ?? 0) + 1;
    terminalNumbers.set(plan.mnemonic, sequence);
    return accept(await makeIssueTerminal({ random })(authority, { ...plan, sequence }, today()));
  }

  async function openWriteSession(placeCard: PlaceCard) {
    const files = await issueTerminal({ mnemonic: 'OFFICE', dv: 'official', rights: OFFICE_RIGHTS });
    return makeOpenWriteSession({ placeCard, credential: toCredential(files), random });
  }

  /** The root file of the ceremony, or its successor where the clock is near its end; the clock may go back to the first. */
  async function withRootFile(): Promise<Authority> {
    const renewed = await renewRootFile(authority, now);
    if (renewed === authority) return authority;
    successor ??= renewed.rootFile;
    return { ...authority, rootFile: successor };
  }

  /** What is published of the cards in memory, or of those that `of` tells of. */
  async function publish(of?: TakeStandings): Promise<TrustFiles> {
    const current = await withRootFile();
    const takeStandings = of ?? standingsOfRegister(register, current.statusUri);
    return makePublishTrust({ takeStandings, authority: current, catalogue: CATALOGUE, clock, engine })();
  }

  async function trust(of?: TakeStandings): Promise<Trust> {
    const files = await publish(of);
    const { pins, rootBytes, bundleBytes } = files;
    const statusTokens = files.statusTokens.map(({ bytes }) => bytes);
    const parts = { pinnedRoots: pins, rootBytes, bundleBytes, statusTokens, floors: NO_FLOORS, engine, openedAt: now };
    return (await openTrust(parts)).trust;
  }

  /** A terminal that may read what the purpose names, under the verifier that such terminals stand under. */
  async function terminalFor(
    purposeId: string,
    plan: { readonly mnemonic?: string; readonly dv?: DvName } = {},
  ): Promise<TerminalCredential> {
    const purpose = must(findPurpose(CATALOGUE.purposes, purposeId), purposeId);
    const official = ['housing-office', 'education-office', 'issuing-office'].includes(purposeId);
    return toCredential(
      await issueTerminal({
        mnemonic: plan.mnemonic ?? purposeId.slice(0, 4).toUpperCase(),
        dv: plan.dv ?? (official ? 'official' : 'non-official'),
        rights: rightsFor(purpose, 'reads-and-counts'),
      }),
    );
  }

  return {
    random,
    clock,
    engine,
    register,
    jobs,
    get authority(): OfficeAuthority {
      return authority;
    },
    today,
    /** Puts a changed authority in the place of this one: another signer, another root file. */
    changeAuthority(change: (before: OfficeAuthority) => OfficeAuthority): void {
      authority = change(authority);
    },
    /** Moves the clock; time may only be told to go on, as chips take it. */
    setClock(at: number): void {
      now = at;
    },
    /** Moves the clock to ten in the morning of that day. */
    setDay(day: PlainDate): void {
      now = toEpochDays(day) * 86_400 + 2 * 3600;
    },
    issueTerminal,
    terminalFor,
    publish,
    trust,
    /** Enters a decided permit and plans its first card. */
    plan(record: PermitRecord) {
      const permitRef = random(16);
      return register.change((state) => planCard(state, { record, permitRef, statusUri: authority.statusUri }, random));
    },
    /** Takes the blank on the reader into the stock of the office. */
    async takeIn(placeCard: PlaceCard): Promise<void> {
      const officeMaster = authority.personalisationMaster;
      const card = await placeCard();
      const takeInChip = makeTakeInChip({ officeMaster, supplierMaster: SUPPLIER_MASTER, register, random, clock });
      await takeInChip({ transport: card.transport, batch: 'test batch' });
      await card.release();
    },
    /** Takes the blank on the reader in, personalises it, reads it back and takes down its passwords. */
    async personalise(input: {
      readonly cardNumber: string;
      readonly placeCard: PlaceCard;
      readonly readBack?: ReadBack;
    }): Promise<CardSecrets> {
      const { cardNumber, placeCard } = input;
      const { certificate } = documentSigner();
      const signer = journal.signing(documentSigner(), 'card');
      await this.takeIn(placeCard);
      const card = await placeCard();
      const officeMaster = authority.personalisationMaster;
      accept(
        await makePersonaliseCard({
          register,
          jobs,
          openPersonalisation: makeOpenPersonalisation({ officeMaster, random }),
          signPermit: makeSignPermit({ signer: { signer, certificate }, engine, random, clock }),
          cvcaCertificate: authority.cvca.certificate,
          random,
        })({ cardNumber, transport: card.transport }),
      );
      await card.release();
      const readBack = input.readBack ?? readBackInProcess({ office: this, placeCard });
      const handOverSecrets = (of: string, drawn: CardSecrets) => Promise.resolve(void secrets.set(of, drawn));
      accept(await makeInspectCard({ register, jobs, clock, readBack, handOverSecrets })(cardNumber));
      return this.secretsOf(cardNumber);
    },
    /** CAN and PUK of a card that left production. */
    secretsOf: (cardNumber: string): CardSecrets => must(secrets.get(cardNumber), `secrets of ${cardNumber}`),
    async activate(input: { readonly cardNumber: string; readonly placeCard: PlaceCard; readonly pin: string }) {
      const { cardNumber, placeCard, pin } = input;
      const activate = makeActivateCard({
        register,
        openWriteSession: await openWriteSession(placeCard),
        signEndorsement: makeSignEndorsement({ signer: journal.signing(documentSigner(), 'endorsement'), engine }),
        clock,
        utcOffsetMinutes: UTC_OFFSET_MINUTES,
        rules: DECREE_RULES,
      });
      const { can } = this.secretsOf(cardNumber);
      return activate({ cardNumber, can, askPin: () => Promise.resolve(pin) });
    },
    async endorse(input: { readonly cardNumber: string; readonly placeCard: PlaceCard }) {
      const endorse = makeEndorseCard({
        register,
        openWriteSession: await openWriteSession(input.placeCard),
        signEndorsement: makeSignEndorsement({ signer: journal.signing(documentSigner(), 'endorsement'), engine }),
        clock,
        utcOffsetMinutes: UTC_OFFSET_MINUTES,
        rules: DECREE_RULES,
      });
      return endorse({ cardNumber: input.cardNumber, can: this.secretsOf(input.cardNumber).can });
    },
    grant: (permitRef: Uint8Array, order: GrantOrder) =>
      makeGrantEntitlement({ register, kinds: CATALOGUE.kinds, random })(permitRef, order),
    withdraw: makeWithdrawEntitlement({ register }),
    /** Writes to the card what the register has newer. */
    async writeEntitlements(input: { readonly cardNumber: string; readonly placeCard: PlaceCard }) {
      const write = makeWriteEntitlements({
        register,
        openWriteSession: await openWriteSession(input.placeCard),
        signEntitlements: makeSignEntitlements({ findGrantorKey, engine }),
      });
      return write({ cardNumber: input.cardNumber, can: this.secretsOf(input.cardNumber).can });
    },
    changeStanding: makeChangeStanding({ register }),
    replace: makeReplaceCard({ register, random }),
  };

  function findGrantorKey(grantor: string) {
    const found = authority.grantorSigners.findLast((one) => one.grantor === grantor && maySign(one, now));
    return found === undefined ? undefined : { kinds: found.kinds, signer: journal.signing(found, 'grants') };
  }
}

/** The value of a step that a test takes for granted. @throws Error naming the refusal */
export function accept<Value>(outcome: Outcome<Value, string>): Value {
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal}`);
  return outcome.value;
}

function must<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`missing: ${what}`);
  return value;
}
