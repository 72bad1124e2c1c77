import { OFFICE_RIGHTS } from '@residence-permit/issuer/authority';
import { toCredential } from '@residence-permit/issuer/office-terminal';
import type { TerminalCredential } from '@residence-permit/reader/session';
import { decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { addDays, parsePlainDate } from '@residence-permit/shared/plain-date';
import { beforeAll, describe, expect, it } from 'vitest';
import { aCard, anOffice, type BuiltCard, DEMO_AT, type Office } from '../builders/index.ts';
import { outcomeOf, tap } from './tapping.ts';

const HEALTH = { kind: 'health', from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') };

let office: Office;
let card: BuiltCard;

beforeAll(async () => {
  office = await anOffice({ seed: 'terminals' });
  office.setClock(DEMO_AT);
  card = await aCard(office).withGrants(HEALTH).active();
});

/** The credential, and how often it was asked for a signature. */
function watched(credential: TerminalCredential) {
  const watch = { signatures: 0 };
  const terminal: TerminalCredential = {
    certificates: credential.certificates,
    sign: (message) => {
      watch.signatures += 1;
      return credential.sign(message);
    },
  };
  return { terminal, watch };
}

describe('a terminal', () => {
  it('signs once for a good card', async () => {
    const { terminal, watch } = watched(await office.terminalFor('clinic'));
    expect((await tap(office, card, 'clinic', { terminal })).verdict).toBe('accepted');
    expect(watch.signatures).toBe(1);
  });

  it('that is revoked does not use its certificate: TERMINAL_REVOKED', async () => {
    const { terminal, watch } = watched(await office.terminalFor('clinic', { mnemonic: 'STOLEN' }));
    const { chr } = decodeCvCertificate(terminal.certificates.terminal);
    await office.register.change((state) => ({ state: { ...state, revokedTerminals: [chr] }, value: undefined }));
    const result = await tap(office, card, 'clinic', { terminal });
    expect(outcomeOf(result)).toEqual(['undecided', 'yyyy?', 'TERMINAL_REVOKED']);
    expect(Object.keys(result.fields)).toEqual(['name']);
    expect(result.withheld).toEqual([3, 18]);
    expect(watch.signatures).toBe(0);
  });

  it('that has expired does not use its certificate: TERMINAL_EXPIRED', async () => {
    const { terminal, watch } = watched(await office.terminalFor('clinic'));
    const { expiry } = decodeCvCertificate(terminal.certificates.terminal);
    office.setDay(expiry);
    expect((await tap(office, card, 'clinic', { terminal })).verdict).toBe('accepted');
    office.setDay(addDays(expiry, 1));
    const result = await tap(office, card, 'clinic', { terminal });
    expect(outcomeOf(result)).toEqual(['undecided', 'yyyy?', 'TERMINAL_EXPIRED']);
    expect(result.terminal).toEqual({ kind: 'uncertified', code: 'TERMINAL_EXPIRED' });
    expect(watch.signatures).toBe(1);
    office.setClock(DEMO_AT);
  });

  it('without a certificate never gets to an entitlement: TERMINAL_UNCERTIFIED', async () => {
    const result = await tap(office, card, 'clinic', { terminal: 'none' });
    expect(outcomeOf(result)).toEqual(['undecided', 'yyyy?', 'TERMINAL_UNCERTIFIED']);
  });

  it('of another authority is refused by the card: TERMINAL_REFUSED', async () => {
    const other = await anOffice({ seed: 'another authority' });
    other.setClock(DEMO_AT);
    const result = await tap(office, card, 'clinic', { terminal: await other.terminalFor('clinic') });
    expect(outcomeOf(result)).toEqual(['undecided', 'yy?y?', 'TERMINAL_REFUSED']);
  });

  it('with more rights than its purpose reads only what the purpose names', async () => {
    const files = await office.issueTerminal({ mnemonic: 'WIDE', dv: 'official', rights: OFFICE_RIGHTS });
    const result = await tap(office, card, 'library-gate', { terminal: toCredential(files) });
    expect(result.fields).toEqual({});
    expect(result.withheld).toEqual([]);
  });

  it('with fewer rights than its purpose says what it did not get', async () => {
    const result = await tap(office, card, 'clinic', { terminal: await office.terminalFor('library-gate') });
    expect(outcomeOf(result)).toEqual(['undecided', 'yyyy?', 'NOT_RELEASED']);
    expect(result.withheld).toEqual([2, 3, 18]);
    expect(result.fields).toEqual({});
  });
});
