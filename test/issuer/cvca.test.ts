import { P256Key, replaceCvca } from '@residence-permit/issuer/authority';
import { decodeCvCertificate, verifyCvCertificate } from '@residence-permit/shared/cv-certificate';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { describe, expect, it } from 'vitest';
import { aCard, anOffice, DEMO_AT, type Office } from '../builders/index.ts';
import { outcomeOf, tap } from '../e2e/tapping.ts';

const DAY = 86_400;
const health = { kind: 'health', from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') };
const ACCEPTED = ['accepted', 'yyyyy'];

async function replaced(office: Office): Promise<void> {
  const { authority, random } = office;
  const next = await replaceCvca(
    authority,
    { old: authority.offline.cvca, next: P256Key.generate(random) },
    office.today(),
  );
  office.changeAuthority(() => next);
}

describe('a CVCA that took the place of another', () => {
  it('is linked: an old card follows the link once, a new card needs none, and both are accepted', async () => {
    const office = await anOffice();
    office.setClock(DEMO_AT);
    const old = await aCard(office, { seed: 'old' }).withGrants(health).active();
    office.setClock(DEMO_AT + DAY);
    await replaced(office);
    const terminal = await office.terminalFor('clinic');
    const first = await tap(office, old, 'clinic', { terminal });
    expect(outcomeOf(first)).toEqual(ACCEPTED);
    expect(outcomeOf(await tap(office, old, 'clinic', { terminal }))).toEqual(ACCEPTED);
    const young = await aCard(office, { seed: 'young' }).withGrants(health).active();
    expect(outcomeOf(await tap(office, young, 'clinic', { terminal }))).toEqual(ACCEPTED);
  });

  it('is not known to an old card by a terminal that was given no link', async () => {
    const office = await anOffice();
    office.setClock(DEMO_AT);
    const old = await aCard(office, { seed: 'old' }).withGrants(health).active();
    await replaced(office);
    const whole = await office.terminalFor('clinic');
    const { link: _link, ...certificates } = whole.certificates;
    const result = await tap(office, old, 'clinic', { terminal: { ...whole, certificates } });
    expect(result.reasons).toContain('TERMINAL_REFUSED');
  });

  it('is replaced once, and the link is signed by the key before', async () => {
    const office = await anOffice();
    const before = decodeCvCertificate(office.authority.cvca.certificate);
    await replaced(office);
    const link = decodeCvCertificate(office.authority.cvca.previous?.link ?? new Uint8Array());
    expect([link.car, link.chr]).toEqual(['ZZPERMIT00001', 'ZZPERMIT00002']);
    expect(verifyCvCertificate({ certificate: link, issuerKey: before.publicKey })).toBe(true);
    await expect(replaced(office)).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
  });
});
