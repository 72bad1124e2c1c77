import { createECDH } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DECREE_RULES, decideActivation } from '@residence-permit/issuer/live-card';
import { makeSignEndorsement, makeSignPermit } from '@residence-permit/issuer/signing';
import * as cases from '@residence-permit/issuer/use-cases/applications';
import {
  makeAttemptJournal,
  makeCardRegister,
  makeCheckQuality,
  makeFollowCard,
  makeHandOverCard,
  makeLoadPermitEntry,
  makeReserveCard,
} from '@residence-permit/issuer/use-cases/production';
import { CHIP_PORTRAIT, type Officer, type SignedIn } from '@residence-permit/issuer/use-cases/ports';
import { getCard, getPermit, withCard } from '@residence-permit/issuer/register';
import { dateAt, parsePlainDate } from '@residence-permit/shared/plain-date';
import { anOffice } from '@residence-permit/test/builders/an-office';
import { anIdNumber, PARTICULARS } from '@residence-permit/test/builders/invented-people';
import { aPortrait } from '@residence-permit/test/builders/portrait';
import { aSignedIn, on } from '@residence-permit/test/builders/signed-in';
import type { storesOver } from '@residence-permit/test/builders/stores-over';

export type BenchStores = Awaited<ReturnType<typeof storesOver>>;

/** The people of one office: whoever enters does not decide, whoever decides does not produce. */
type Staff = Readonly<Record<'clerk' | 'reviewer' | 'producer' | 'checker', SignedIn>>;

/** A case on its way through the bench. */
export type BenchCase = {
  readonly staff: Staff;
  readonly applicationId: string;
  readonly number: string;
  readonly personId: string;
  readonly citizenId: string;
};

const DAY = 86_400;
const YEAR = 365 * DAY;
const UTC_OFFSET_MINUTES = 480;
const SINCE = parsePlainDate('2024-06-01');
const BLANK = { account: 'VAULT', takenInAt: 0 } as const;
const REASONS = [{ code: 'ELIGIBLE', clause: 'Decree 663 art. 2', words: '符合条件' }] as const;

/**
 * Everything from an application to an active card, each transition a transaction of its own and each signature made, but no
 * chip: what the chip would answer is drawn beforehand.
 */
export async function officeBench(stores: BenchStores, officeIds: readonly string[]) {
  const { inTransaction, clock, newId, keys, files, random } = stores;
  const deps = { inTransaction, clock, newId, keys };
  const office = await anOffice();
  const [documentSigner] = office.authority.documentSigners;
  if (documentSigner === undefined) throw new Error('no signer');
  const { key, certificate } = documentSigner;
  const signPermit = makeSignPermit({ signer: { signer: key, certificate }, engine: office.engine, random, clock });
  const signEndorsement = makeSignEndorsement({ signer: key, engine: office.engine });
  const work = {
    enter: cases.makeEnterApplication(deps),
    addFact: cases.makeAddFact(deps),
    submit: cases.makeSubmitApplication(deps),
    accept: cases.makeAcceptApplication(deps),
    take: cases.makeTakeCase(deps),
    decide: cases.makeDecideApplication(deps),
  };
  const loadPermitEntry = makeLoadPermitEntry({ files, findEntitlements: () => Promise.resolve([]) });
  const shared = { ...deps, random, loadPermitEntry };
  const reserve = makeReserveCard({ ...shared, findResidence: cases.findResidence });
  const checkQuality = makeCheckQuality(shared);
  const handOver = makeHandOverCard(shared);
  const staffs = officeIds.map(staffOf);
  const portrait = aPortrait();
  let order = 0;

  return {
    /** Enters a case; in turn at every office. */
    async enter(): Promise<BenchCase> {
      order += 1;
      const staff = staffs[order % staffs.length] ?? staffOf(officeIds[0] ?? '');
      const born = dateAt(Date.UTC(1960, 0, 1) / 1000 + order * DAY, 0);
      const person = { citizenId: anIdNumber(born, 1), name: nameOf(order), details: PARTICULARS };
      const input = { door: 'COUNTER', kind: 'FIRST', facts: [], isOwnError: false, person } as const;
      const entered = done(await work.enter(staff.clerk, { ...input, officeId: staff.clerk.officeId ?? '' }));
      return { staff, ...entered, citizenId: person.citizenId };
    },
    /** Puts the papers, the stay and a blank chip where the case finds them; not part of what is measured. */
    async prepare({ staff, applicationId, personId }: BenchCase): Promise<void> {
      const { clerk, reviewer } = staff;
      const { address } = await files.put(personId, portrait);
      const officer = toOfficer(clerk);
      const evidenceId = newId();
      await inTransaction(officer, async (tx) => {
        const paper = { personId, applicationId, addedBy: clerk.accountId, addedAt: clock(), address };
        const kept = {
          ...paper,
          size: portrait.length,
          source: 'UPLOADED',
          retainUntil: parsePlainDate('2040-01-01'),
        } as const;
        const types = ['ID_CARD', 'LEASE', 'PORTRAIT', CHIP_PORTRAIT];
        for (const type of types) {
          await tx.evidence.insert({
            ...kept,
            id: type === 'LEASE' ? evidenceId : newId(),
            type,
            mediaType: 'image/jpeg',
          });
        }
        const stay = { personId, officeId: officer.officeId, address: PARTICULARS.residenceAddress, from: SINCE };
        const told = {
          source: 'APPLICANT',
          enteredBy: clerk.accountId,
          createdAt: clock() - YEAR,
          isLate: false,
        } as const;
        const declared = { id: newId(), state: 'DECLARED', version: 0, evidenceId, ...stay, ...told } as const;
        await tx.registrations.insert(declared);
        const by = { verifiedBy: reviewer.accountId, verifiedAt: clock() };
        const verified = await tx.registrations.save(declared, { state: 'VERIFIED', ...by });
        await tx.registrations.save(verified, { state: 'CURRENT' });
        await tx.stock.takeIn([
          { chipNumber: chipOf(applicationId), batch: 'bench', ...BLANK, officeId: officer.officeId },
        ]);
      });
      const seen = { applicationId, saidBy: 'OFFICE' } as const;
      done(await work.addFact(clerk, { ...seen, name: 'hukou.place', value: 'ELSEWHERE' }));
      done(await work.addFact(clerk, { ...seen, name: 'ground.dwelling', value: 'yes', evidenceId }));
    },
    /** Hands in a prepared case and accepts it. */
    accept,
    /** Takes a prepared case to a card in the holder's hands; answers the number of the card. */
    handOver: toHandOver,
    /** Activates a card that was handed over; with a delay, by a signer that takes so much longer, as one on a token does. */
    activate,
    /** Takes a prepared case to an active card. */
    async finish(one: BenchCase): Promise<void> {
      await activate(toOfficer(one.staff.clerk), { cardNumber: await toHandOver(one), signerDelayMs: 0 });
    },
  };

  async function accept({ staff, applicationId }: Pick<BenchCase, 'staff' | 'applicationId'>): Promise<void> {
    done(await work.submit(staff.clerk, { applicationId }));
    done(await work.accept(staff.clerk, { applicationId }));
  }

  async function toHandOver({ staff, applicationId, number }: BenchCase): Promise<string> {
    const { clerk, reviewer, producer, checker } = staff;
    await accept({ staff, applicationId });
    done(await work.take(on(reviewer, { caseNumber: number }), { applicationId }));
    const decision = { outcome: 'APPROVED', reasons: REASONS, serviceClass: 3 } as const;
    done(await work.decide(reviewer, { applicationId, ...decision }));
    const { cardNumber } = done(await reserve(toOfficer(producer), { applicationId }));
    await produce(toOfficer(producer), { cardNumber, chipNumber: chipOf(applicationId) });
    done(await checkQuality(toOfficer(checker), { cardNumber, place: 'drawer 1' }));
    const collector = { name: 'bench', document: 'shown', relation: 'HOLDER' } as const;
    done(await handOver(toOfficer(clerk), { cardNumber, collector, isOldCardReturned: false }));
    return cardNumber;
  }

  /** The transactions of personalisation and read-back, in the order of `makePersonaliseCard` and `makeInspectCard`. */
  async function produce(officer: Officer, input: { readonly cardNumber: string; readonly chipNumber: Uint8Array }) {
    const { cardNumber, chipNumber } = input;
    const followCard = makeFollowCard({ ...shared, officer });
    const register = makeCardRegister({ ...shared, officer, cardNumber, chipNumber: () => chipNumber, followCard });
    const jobs = makeAttemptJournal({ inTransaction, officer });
    const change = (what: Parameters<typeof withCard>[2]) =>
      register.change((state) => ({ state: withCard(state, cardNumber, what), value: undefined }));
    const state = await register.read();
    const { permitRef, status } = getCard(state, cardNumber);
    const { record } = getPermit(state, permitRef);
    await jobs.load(cardNumber);
    await change({ chipNumber });
    await change(CHIP_KEYS);
    const signed = await signPermit({ record, permitRef, status, ...CHIP_KEYS });
    const job = {
      step: 'signed',
      secrets: { can: '000000', puk: '0000000000' },
      deviceKey: CHIP_KEYS.deviceKey,
    } as const;
    await jobs.save(cardNumber, { ...job, files: signed });
    await jobs.save(cardNumber, { ...job, files: signed, step: 'locking' });
    await change({ stage: 'personalised' });
    await jobs.load(cardNumber);
    await inTransaction(officer, async (tx) => {
      const attempt = await tx.attempts.findByCard(cardNumber);
      if (attempt !== undefined) await tx.attempts.save(attempt, job.secrets);
    });
    await change({ stage: 'checked' });
    await jobs.discard(cardNumber);
  }

  /** The transactions of `makeActivateCard`. */
  async function activate(
    officer: Officer,
    { cardNumber, signerDelayMs }: { readonly cardNumber: string; readonly signerDelayMs: number },
  ): Promise<void> {
    const followCard = makeFollowCard({ ...shared, officer });
    const register = makeCardRegister({ ...shared, officer, cardNumber, chipNumber: () => undefined, followCard });
    const card = await register.change((state) => {
      const planned = getCard(state, cardNumber);
      const days = done(
        decideActivation(planned, undefined, { today: dateAt(clock(), UTC_OFFSET_MINUTES), rules: DECREE_RULES }),
      );
      return { state: withCard(state, cardNumber, { reservedVersion: 1 }), value: days };
    });
    if (signerDelayMs > 0) await pause(signerDelayMs);
    await signEndorsement({ version: 1, binding: random(32), ...card });
    await register.change((state) => {
      const active = { stage: 'active', endorsement: { version: 1, ...card } } as const;
      return { state: withCard(state, cardNumber, active), value: undefined };
    });
  }

  function staffOf(officeId: string): Staff {
    return {
      clerk: aSignedIn(['clerk'], { officeId }),
      reviewer: aSignedIn(['reviewer'], { officeId }),
      producer: aSignedIn(['producer'], { officeId }),
      checker: aSignedIn(['producer'], { officeId }),
    };
  }
}

/** One pair of chip keys for all: what is measured does not look at them. */
const CHIP_KEYS = { deviceKey: aPoint(), receiptKey: aPoint() };

function aPoint(): Uint8Array {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  return new Uint8Array(ecdh.getPublicKey());
}

/** 10 bytes that no other case has. */
function chipOf(applicationId: string): Uint8Array {
  return new Uint8Array(Buffer.from(applicationId.replaceAll('-', '').slice(0, 20), 'hex'));
}

function nameOf(order: number): string {
  return `样例${String.fromCodePoint(0x4e00 + (order % 20_000))}`;
}

function toOfficer({ accountId, officeId = '' }: SignedIn): Officer {
  return { accountId, officeId };
}

/** @throws Error naming the refusal */
function done<Value>(
  outcome: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: string },
): Value {
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value;
}
