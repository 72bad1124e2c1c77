import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  documentName,
  Ed25519Key,
  grantorName,
  makeDocumentSigner,
  makeGrantorSigner,
  makeSignatureJournal,
  retireSigner,
  type SignatureJournal,
  withdrawSigner,
} from '@residence-permit/issuer/authority';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aCard, anOffice, CATALOGUE, DEMO_AT, type Office } from '../builders/index.ts';
import { outcomeOf, tap } from '../e2e/tapping.ts';

const DAY = 86_400;
const health = { kind: 'health', from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') };
const ACCEPTED = ['accepted', 'yyyyy'];

let folder = '';
let runs = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permit-signers-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('document signers of one office', () => {
  let office: Office;
  let journal: SignatureJournal;
  beforeEach(async () => {
    ({ office, journal } = await anOfficeWithJournal());
  });

  it('overlap: a card of the first and a card of its successor are both accepted', async () => {
    const first = await aCard(office, { seed: 'first' }).withGrants(health).active();
    await succeed(office);
    const second = await aCard(office, { seed: 'second' }).withGrants(health).active();
    for (const card of [first, second]) expect(outcomeOf(await tap(office, card, 'clinic'))).toEqual(ACCEPTED);
    expect(await Promise.all([1, 2].map((n) => journal.usedBy(documentName(n))))).toEqual([2, 2]);
  });

  it('retire: what was signed before stays good, a record of a later date is not in force', async () => {
    const before = await aCard(office, { seed: 'before' }).withGrants(health).active();
    const lastInstant = office.clock();
    await succeed(office);
    // The first signer goes on for a day after the instant at which it should have stopped.
    office.changeAuthority((authority) => ({ ...authority, documentSigners: authority.documentSigners.toReversed() }));
    office.setClock(lastInstant + DAY);
    const after = await aCard(office, { seed: 'after' }).withGrants(health).active();
    office.changeAuthority((authority) => retireSigner(authority, documentName(1), lastInstant));
    expect(outcomeOf(await tap(office, before, 'clinic'))).toEqual(ACCEPTED);
    expect((await tap(office, after, 'clinic')).answers.authentic).toMatchObject({
      answer: 'no',
      code: 'SIGNER_NOT_IN_FORCE',
    });
  });

  it('are not retired while no other could take over', () => {
    expect(() => retireSigner(office.authority, documentName(1), office.clock())).toThrow(
      expect.objectContaining({ code: 'STORE_CONFLICT' }),
    );
  });

  it('withdraw: cards that the journal accounts for stay good, a back-dated one of the thief is refused', async () => {
    const ours = await aCard(office, { seed: 'ours' }).withGrants(health).active();
    const kept = await journal.entriesOf(documentName(1));
    const stolenAt = office.clock();
    // The thief has the key and signs a card that the office never saw, with a date of before.
    const forged = await aCard(office, { seed: 'forged' }).withGrants(health).active();
    office.setClock(stolenAt + 3600);
    await succeed(office);
    office.changeAuthority((authority) => withdrawSigner(authority, documentName(1), { at: office.clock(), kept }));
    expect(outcomeOf(await tap(office, ours, 'clinic'))).toEqual(ACCEPTED);
    expect(outcomeOf(await tap(office, forged, 'clinic')).slice(0, 3)).toEqual([
      'rejected',
      'n????',
      'SIGNER_NOT_IN_FORCE',
    ]);
    const next = await aCard(office, { seed: 'next' }).withGrants(health).active();
    expect(outcomeOf(await tap(office, next, 'clinic'))).toEqual(ACCEPTED);
  });

  it('withdraw with nothing kept: every card of the signer stops, which is why there is a list of them', async () => {
    const card = await aCard(office).withGrants(health).active();
    await succeed(office);
    office.changeAuthority((authority) => withdrawSigner(authority, documentName(1), { at: office.clock(), kept: [] }));
    expect(outcomeOf(await tap(office, card, 'clinic'))[0]).toBe('rejected');
    expect((await journal.entriesOf(documentName(1))).map(({ about }) => about)).toEqual(['card', 'endorsement']);
    expect(() => withdrawSigner(office.authority, documentName(1), { at: office.clock(), kept: [] })).toThrow(
      expect.objectContaining({ code: 'STORE_CONFLICT' }),
    );
  });

  it('sign no more than their cap: SIGNER_CAP_REACHED, and the journal holds no line for the refused one', async () => {
    office.changeAuthority((authority) => ({
      ...authority,
      documentSigners: authority.documentSigners.map((signer) => ({ ...signer, cap: 2 })),
    }));
    await aCard(office, { seed: 'within' }).active();
    await expect(aCard(office, { seed: 'beyond' }).personalised()).rejects.toMatchObject({
      code: 'SIGNER_CAP_REACHED',
    });
    expect(await journal.usedBy(documentName(1))).toBe(2);
  });
});

describe('grantor signers', () => {
  it('overlap and withdraw: a grant that is kept stays good, the next is signed by the successor', async () => {
    const { office, journal } = await anOfficeWithJournal();
    const card = await aCard(office).withGrants(health).active();
    const old = office.authority.grantorSigners.find(({ grantor }) => grantor === 'health')?.name ?? '';
    const number = office.authority.grantorSigners.length + 1;
    const key = Ed25519Key.generate(office.random);
    const terms = { grantor: 'health', kinds: CATALOGUE.kinds, now: office.clock(), key };
    const successor = { ...makeGrantorSigner({ ...terms, name: grantorName('health', number) }), key };
    office.changeAuthority((authority) => ({
      ...authority,
      grantorSigners: [...authority.grantorSigners, successor],
    }));
    expect(outcomeOf(await tap(office, card, 'clinic'))).toEqual(ACCEPTED);
    const kept = await journal.entriesOf(old);
    expect(kept).toHaveLength(1);
    office.changeAuthority((authority) => withdrawSigner(authority, old, { at: office.clock(), kept }));
    expect(outcomeOf(await tap(office, card, 'clinic'))).toEqual(ACCEPTED);
    const other = await aCard(office, { seed: 'other' }).withGrants(health).active();
    expect(outcomeOf(await tap(office, other, 'clinic'))).toEqual(ACCEPTED);
    expect(await journal.usedBy(successor.name)).toBe(1);
  });
});

async function anOfficeWithJournal() {
  runs += 1;
  const journal = makeSignatureJournal({ folder: join(folder, String(runs)), clock: () => DEMO_AT });
  const office = await anOffice({ seed: `signers ${runs}`, journal });
  office.setClock(DEMO_AT);
  return { office, journal };
}

/** Certifies a further signer of the first office. */
async function succeed(office: Office): Promise<void> {
  const { authority, random } = office;
  const key = Ed25519Key.generate(random);
  const made = await makeDocumentSigner({
    name: documentName(authority.documentSigners.length + 1),
    office: authority.documentSigners[0]?.office ?? '',
    key,
    root: authority.offline.root,
    rootName: authority.name,
    now: office.clock(),
    random,
  });
  office.changeAuthority((before) => ({ ...before, documentSigners: [...before.documentSigners, { ...made, key }] }));
}
