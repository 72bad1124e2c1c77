import { DECREE_RULES, makeActivateCard } from '@residence-permit/issuer/live-card';
import { getCard, getPermit, type Register, withPermit } from '@residence-permit/issuer/register';
import { makeSignEndorsement } from '@residence-permit/issuer/signing';
import { makeOpenWriteSession, toCredential } from '@residence-permit/issuer/office-terminal';
import { OFFICE_RIGHTS } from '@residence-permit/issuer/authority';
import { openPace, readFile, selectPermit } from '@residence-permit/reader/session';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { decodeSlots, entitlementWrite, signEntitlementRecord } from '@residence-permit/shared/records';
import { describe, expect, test } from 'vitest';
import {
  aBlank,
  aCard,
  accept,
  anOffice,
  type BuiltCard,
  DEMO_AT,
  type Office,
  onReader,
  UTC_OFFSET_MINUTES,
} from '../builders/index.ts';

const days = { from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') };

async function officeNow(): Promise<Office> {
  const office = await anOffice();
  office.setClock(DEMO_AT);
  return office;
}

/** Activation with one port put in another's place. */
async function activator(office: Office, card: BuiltCard, register: Register) {
  const [signer] = office.authority.documentSigners;
  if (signer === undefined) throw new Error('no document signer');
  const files = await office.issueTerminal({ mnemonic: 'OFFICE', dv: 'official', rights: OFFICE_RIGHTS });
  const { random, engine, clock } = office;
  return makeActivateCard({
    register,
    openWriteSession: makeOpenWriteSession({ placeCard: card.placeCard, credential: toCredential(files), random }),
    signEndorsement: makeSignEndorsement({ signer: signer.key, engine }),
    clock,
    utcOffsetMinutes: UTC_OFFSET_MINUTES,
    rules: DECREE_RULES,
  });
}

describe('a live card', () => {
  test('is not written to when another card lies on the reader', async () => {
    const office = await officeNow();
    const one = await aCard(office).seeded('one').active();
    const other = await aCard(office).seeded('other').active();
    accept(await office.grant(one.entry.permitRef, { kind: 'library', ...days }));
    const { permitRef, deviceKey } = one.entry;
    expect(permitRef).not.toEqual(other.entry.permitRef);
    const files = await office.issueTerminal({ mnemonic: 'OFFICE', dv: 'official', rights: OFFICE_RIGHTS });
    const open = makeOpenWriteSession({
      placeCard: other.placeCard,
      credential: toCredential(files),
      random: office.random,
    });
    if (deviceKey === undefined) throw new Error('no device key');
    await expect(open({ can: other.can, deviceKey })).rejects.toMatchObject({ code: 'CHIP_NOT_GENUINE' });
    await expect(open({ can: '000000', deviceKey })).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
  });

  test('is activated again with the next version after a crash that the register did not see the end of', async () => {
    const office = await officeNow();
    const card = await aCard(office).personalised();
    const { cardNumber, can } = card;
    let changes = 0;
    const crashing: Register = {
      read: () => office.register.read(),
      change: async (decide) => {
        changes += 1;
        if (changes === 2) throw new Error('power cut');
        return office.register.change(decide);
      },
    };
    let asked = 0;
    const askPin = () => {
      asked += 1;
      return Promise.resolve('135790');
    };
    const activate = await activator(office, card, crashing);
    await expect(activate({ cardNumber, can, askPin })).rejects.toThrow('power cut');
    expect(getCard(await office.register.read(), cardNumber).stage).toBe('checked');
    const repeated = await (await activator(office, card, office.register))({ cardNumber, can, askPin });
    expect(repeated).toMatchObject({ ok: true, value: { version: 2 } });
    expect(getCard(await office.register.read(), cardNumber)).toMatchObject({
      stage: 'active',
      endorsement: { version: 2 },
    });
    expect(asked).toBe(1);
    const password = { kind: 'pin', value: '135790' } as const;
    const byHolder = openPace({ transport: card.transport(), password, random: office.random });
    await expect(byHolder).resolves.toMatchObject({ isOpen: true });
  });

  test('is not activated with a PIN that is not six digits', async () => {
    const office = await officeNow();
    const card = await aCard(office).personalised();
    const activate = await activator(office, card, office.register);
    for (const pin of ['', '12345', '1234567', '12345a', '１２３４５６']) {
      expect(await activate({ ...card, askPin: () => Promise.resolve(pin) })).toEqual({
        ok: false,
        refusal: 'pin-not-six-digits',
      });
    }
  });

  test('that is far behind the register catches up in steps that the chip takes', async () => {
    const office = await officeNow();
    const card = await aCard(office)
      .withGrants({ kind: 'library', ...days })
      .active();
    const { permitRef, cardNumber } = card.entry;
    await office.register.change((state) => {
      const entitlements = state.permits
        .flatMap((permit) => permit.entitlements)
        .map((record) => ({ ...record, version: 40 }));
      return { state: withPermit(state, permitRef, { entitlements }), value: undefined };
    });
    const versions: number[] = [];
    for (let visit = 0; visit < 4; visit += 1) {
      for (const { version } of accept(await office.writeEntitlements({ cardNumber, placeCard: card.placeCard })))
        versions.push(version);
    }
    expect(versions).toEqual([17, 33, 40]);
  });

  test('holds four grantors of one data group side by side', async () => {
    const office = await officeNow();
    const card = await aCard(office)
      .withGrants(
        { kind: 'library', ...days },
        { kind: 'transit-discount', ...days },
        { kind: 'rental-housing', ...days },
        { kind: 'schooling', ...days },
      )
      .active();
    const session = await openPace({
      transport: card.transport(),
      password: { kind: 'pin', value: card.pin },
      random: office.random,
    });
    await selectPermit(session);
    const grantors = async (sfi: number) => decodeSlots(await readFile(session, sfi)).map(({ grantor }) => grantor);
    expect((await grantors(20)).sort((a, b) => a.localeCompare(b))).toEqual(['education', 'housing']);
    expect((await grantors(21)).sort((a, b) => a.localeCompare(b))).toEqual(['culture', 'transport']);
  });

  test.each(['hold', 'revoke'] as const)('gets nothing written after %s', async (change) => {
    const office = await officeNow();
    const card = await aCard(office)
      .withGrants({ kind: 'library', ...days })
      .active();
    accept(await office.changeStanding(card.cardNumber, change));
    const refusal = change === 'hold' ? 'card-on-hold' : 'card-revoked';
    expect(await office.writeEntitlements(card)).toEqual({ ok: false, refusal });
    expect(await office.endorse(card)).toEqual({ ok: false, refusal });
  });

  test('that replaces another takes no grant older than the newest the permit had', async () => {
    const office = await officeNow();
    const lost = await aCard(office)
      .withGrants({ kind: 'library', ...days })
      .active();
    const { permitRef } = lost.entry;
    const [first] = getPermit(await office.register.read(), permitRef).entitlements;
    if (first === undefined) throw new Error('no record');
    const [grant] = first.grants;
    if (grant === undefined) throw new Error('no grant');
    const second = accept(await office.grant(permitRef, { kind: 'library', ...days, id: grant.id }));
    accept(await office.grant(permitRef, { kind: 'sports-ground', ...days, limit: 8, period: 30 }));

    const planned = accept(await office.replace(lost.cardNumber));
    const placeCard = onReader(aBlank({ seed: 'successor' }));
    const { cardNumber } = planned;
    const { can } = await office.personalise({ cardNumber, placeCard });
    accept(await office.activate({ cardNumber, placeCard, pin: '135790' }));

    const [culture] = office.authority.grantorSigners.filter(({ grantor }) => grantor === 'culture');
    if (culture === undefined) throw new Error('no grantor');
    const { deviceKey } = getCard(await office.register.read(), cardNumber);
    if (deviceKey === undefined) throw new Error('no device key');
    const files = await office.issueTerminal({ mnemonic: 'OFFICE', dv: 'official', rights: OFFICE_RIGHTS });
    const open = makeOpenWriteSession({ placeCard, credential: toCredential(files), random: office.random });
    for (const stale of [first, second]) {
      const session = await open({ can, deviceKey });
      const signedBytes = await signEntitlementRecord(stale, culture.key);
      await expect(session.writeRecord(entitlementWrite(signedBytes))).rejects.toMatchObject({
        code: 'CARD_STATUS',
        sw: 0x6985,
      });
      await session.close();
    }
    expect(accept(await office.writeEntitlements({ cardNumber, placeCard }))).toMatchObject([{ version: 3 }]);
  });

  test('that was never handed over gets no grants', async () => {
    const office = await officeNow();
    const card = await aCard(office)
      .withGrants({ kind: 'library', ...days })
      .personalised();
    expect(await office.writeEntitlements(card)).toEqual({ ok: false, refusal: 'not-active' });
  });
});
