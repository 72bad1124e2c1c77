import { createHash } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { decodeCvCertificate, verifyCvCertificate } from '@residence-permit/shared/cv-certificate';
import { nobleEd25519 } from '@residence-permit/shared/cose';
import { addDays, dateAt, parsePlainDate } from '@residence-permit/shared/plain-date';
import { DEFAULT_PURPOSES, findPurpose } from '@residence-permit/shared/purposes';
import type { Template } from '@residence-permit/shared/terminal-auth';
import { openTrustRoot } from '@residence-permit/shared/trust-bundle';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Authority, TestAuthority } from './authority.ts';
import { loadAuthority, saveAuthority } from './authority-folder.ts';
import { decideCertificate } from './decide-certificate.ts';
import { Ed25519Key } from './ed25519-key.ts';
import { makeHoldCeremony, TEST_PLAN } from './hold-ceremony.ts';
import { makeIssueTerminal, OFFICE_RIGHTS, rightsFor, type TerminalPlan } from './issue-terminal.ts';
import { P256Key } from './p256-key.ts';
import { plainKeyOpener } from './plain-key-opener.ts';
import { renewDvs } from './renew-dvs.ts';

const NOW = Date.UTC(2026, 0, 5) / 1000;
const today = dateAt(NOW, 480);

/** Unlike bytes at each call, the same in each run; 64 bytes at a time are enough here. */
function counting() {
  let calls = 0;
  return (length: number) => {
    calls += 1;
    return new Uint8Array(createHash('sha512').update(`authority ${calls}`).digest()).slice(0, length);
  };
}

const hold = (): Promise<TestAuthority> => makeHoldCeremony({ random: counting(), clock: () => NOW })(TEST_PLAN);
const clinic = findPurpose(DEFAULT_PURPOSES, 'clinic');
if (clinic === undefined) throw new Error('no purpose clinic');
const clinicPlan: TerminalPlan = {
  mnemonic: 'CLIN',
  sequence: 1,
  dv: 'non-official',
  rights: rightsFor(clinic, 'reads-and-counts'),
};

describe('ceremony', () => {
  test('gives each grantor of the catalogue a signer for its own kinds alone', async () => {
    const { grantorSigners } = await hold();
    const health = grantorSigners.find(({ grantor }) => grantor === 'health');
    expect(health?.kinds).toEqual(['health', 'yearly-check']);
    expect(new Set(grantorSigners.map(({ grantor }) => grantor)).size).toBe(grantorSigners.length);
  });

  test('signs a root file that its own pins open', async () => {
    const authority = await hold();
    const { threshold, keys } = authority.bundleRoots;
    const pins = { threshold, keys: keys.map(({ publicKey }) => publicKey) };
    const { root } = openTrustRoot({ rootBytes: authority.rootFile.bytes, pins, engine: nobleEd25519 });
    expect(root).toMatchObject({ version: 1, threshold: 2 });
    expect(root.bundleKeys).toEqual([authority.bundleKey.publicKey]);
  });

  test('refuses a threshold that its keys cannot meet', async () => {
    const deps = { random: counting(), clock: () => NOW };
    await expect(makeHoldCeremony(deps)({ ...TEST_PLAN, threshold: 4 })).rejects.toThrow('threshold');
    await expect(makeHoldCeremony(deps)({ ...TEST_PLAN, offices: [] })).rejects.toThrow('offices');
  });

  test('chains CVCA, document verifiers and a terminal', async () => {
    const authority = await hold();
    const made = await makeIssueTerminal({ random: counting() })(authority, clinicPlan, today);
    if (!made.ok) throw new Error(made.refusal);
    const [cvca, dv, terminal] = [authority.cvca.certificate, made.value.dv, made.value.terminal].map(
      decodeCvCertificate,
    );
    if (cvca === undefined || dv === undefined || terminal === undefined) throw new Error('three certificates');
    expect(verifyCvCertificate({ certificate: cvca, issuerKey: cvca.publicKey })).toBe(true);
    expect(verifyCvCertificate({ certificate: dv, issuerKey: cvca.publicKey })).toBe(true);
    expect(verifyCvCertificate({ certificate: terminal, issuerKey: dv.publicKey })).toBe(true);
    expect([dv.car, terminal.car]).toEqual([cvca.chr, dv.chr]);
    expect(terminal.template).toMatchObject({ role: 'terminal', read: [2, 3, 17, 18], write: [], count: true });
  });
});

describe('terminal certificate', () => {
  test('lives 45 days, and 3 when it may endorse', async () => {
    const authority = await hold();
    const issue = makeIssueTerminal({ random: counting() });
    const clinicTerminal = await issue(authority, clinicPlan, today);
    const office = await issue(
      authority,
      { ...clinicPlan, mnemonic: 'OFFICE', dv: 'official', rights: OFFICE_RIGHTS },
      today,
    );
    expect(clinicTerminal).toMatchObject({ ok: true, value: { expiry: addDays(today, 44) } });
    expect(office).toMatchObject({ ok: true, value: { expiry: addDays(today, 2) } });
  });

  test('does not outlive its document verifier', async () => {
    const authority = await hold();
    const made = await makeIssueTerminal({ random: counting() })(authority, clinicPlan, addDays(today, 80));
    expect(made).toMatchObject({ ok: true, value: { expiry: addDays(today, 89) } });
  });

  test('is refused after its document verifier has expired, until that is renewed', async () => {
    const authority = await hold();
    const late = addDays(today, 90);
    const issue = makeIssueTerminal({ random: counting() });
    expect(await issue(authority, clinicPlan, late)).toMatchObject({ ok: false });
    const renewed = await renewDvs(authority, late);
    expect(await issue(renewed, clinicPlan, late)).toMatchObject({ ok: true });
    expect(decodeCvCertificate(renewed.dvs.official.certificate).chr).toBe('ZZDVOFF00002');
    expect(await renewDvs(renewed, late)).toEqual(renewed);
  });

  test('never writes under the verifier of clinics and employers', async () => {
    const plan = { ...clinicPlan, rights: OFFICE_RIGHTS };
    const made = await makeIssueTerminal({ random: counting() })(await hold(), plan, today);
    expect(made).toEqual({ ok: false, refusal: 'right-not-held' });
  });

  test('is refused for a name that is no mnemonic', async () => {
    const issue = makeIssueTerminal({ random: counting() });
    for (const mnemonic of ['', 'x', 'clinic', 'TOOLONGNAME', 'A B']) {
      expect(await issue(await hold(), { ...clinicPlan, mnemonic }, today)).toEqual({
        ok: false,
        refusal: 'mnemonic-bad',
      });
    }
  });
});

describe('decision on a certificate', () => {
  const none = { read: [], write: [], count: false, canAllowed: false, pinManagement: false } as const;
  const template: Template = { role: 'terminal', ...none, read: [2] };
  const issuer = {
    template: { role: 'dv-official', ...none, read: [2, 3] } as const,
    effective: parsePlainDate('2026-01-01'),
    expiry: parsePlainDate('2026-03-31'),
  };
  const terms = (effective: string, expiry: string, own: Template = template) => ({
    template: own,
    effective: parsePlainDate(effective),
    expiry: parsePlainDate(expiry),
  });

  test('allows exactly 45 days, the first and the last included', () => {
    expect(decideCertificate(terms('2026-01-01', '2026-02-14'), issuer).ok).toBe(true);
    expect(decideCertificate(terms('2026-01-01', '2026-02-15'), issuer)).toEqual({
      ok: false,
      refusal: 'life-too-long',
    });
    expect(decideCertificate(terms('2026-01-02', '2026-01-01'), issuer)).toEqual({
      ok: false,
      refusal: 'life-too-long',
    });
  });

  test('keeps inside the life and the rights of the issuer', () => {
    expect(decideCertificate(terms('2025-12-31', '2026-01-02'), issuer)).toMatchObject({
      refusal: 'outside-issuer-life',
    });
    expect(decideCertificate(terms('2026-03-01', '2026-04-01'), issuer)).toMatchObject({
      refusal: 'outside-issuer-life',
    });
    for (const more of [
      { read: [4] },
      { write: [18] },
      { count: true },
      { canAllowed: true },
      { pinManagement: true },
    ]) {
      const own: Template = { ...template, ...more };
      expect(decideCertificate(terms('2026-01-01', '2026-01-03', own), issuer)).toMatchObject({
        refusal: 'right-not-held',
      });
    }
  });
});

/** What a reader of the folder can see of it; keys by their public halves. */
function publicOf(authority: Authority): unknown {
  const { name, statusUri, root, rootFile, earlierRoots, cvca, bundleKey, statusKey } = authority;
  const { bundleRoots, documentSigners, grantorSigners, dvs } = authority;
  const bare = ({ key, ...terms }: { readonly key: { readonly publicKey: Uint8Array } }) => ({
    ...terms,
    publicKey: key.publicKey,
  });
  return {
    plain: [name, statusUri, root, rootFile, earlierRoots, cvca],
    keys: [bundleKey.publicKey, statusKey.publicKey, ...bundleRoots.keys.map(({ publicKey }) => publicKey)],
    signers: [...documentSigners, ...grantorSigners, dvs.official, dvs['non-official']].map(bare),
  };
}

describe('keys', () => {
  test('have no printable form', async () => {
    const authority = await hold();
    const pkcs8 = [authority.offline.root, authority.offline.cvca].map((key) =>
      Buffer.from(key.exportPkcs8()).toString('hex'),
    );
    const master = await authority.openPersonalisationMaster();
    const printed = `${inspect([authority, master], { depth: 9 })}${JSON.stringify([authority, master])}`;
    for (const hex of pkcs8) expect(printed).not.toContain(hex.slice(-32));
    expect(printed).toContain('[Ed25519 key]');
    expect(printed).toContain('[P-256 key]');
    expect(printed).toContain('[master key]');
  });

  test('of another kind or curve are refused', () => {
    const ed25519 = Ed25519Key.generate(counting()).exportPkcs8();
    const p256 = P256Key.generate(counting()).exportPkcs8();
    const keyBad = expect.objectContaining({ code: 'KEY_BAD' });
    expect(() => Ed25519Key.fromPkcs8(p256)).toThrow(keyBad);
    expect(() => P256Key.fromPkcs8(ed25519)).toThrow(keyBad);
    expect(() => Ed25519Key.fromPkcs8(ed25519.slice(1))).toThrow(keyBad);
  });
});

describe('authority folder', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'permit-authority-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('gives back the authority that was put in', async () => {
    const authority = await hold();
    await saveAuthority(folder, authority);
    const loaded = await loadAuthority(folder, plainKeyOpener);
    expect(publicOf(loaded)).toEqual(publicOf(authority));
    expect(loaded.offline?.root.publicKey).toEqual(authority.offline.root.publicKey);
    const masterOf = async (of: Authority) => (await of.openPersonalisationMaster()).expose();
    expect(await masterOf(loaded)).toEqual(await masterOf(authority));
    const message = new Uint8Array([1, 2, 3]);
    for (const key of ['bundleKey', 'statusKey'] as const) {
      expect(await loaded[key].sign(message)).toEqual(await authority[key].sign(message));
    }
    for (const name of ['root.pkcs8', 'cvca.pkcs8', 'personalisation.key']) {
      expect((await stat(join(folder, 'keys', name))).mode & 0o777).toBe(0o600);
    }
  });

  test('opens no key before it signs, and refuses another key in its place', async () => {
    const authority = await hold();
    await saveAuthority(folder, authority);
    await writeFile(join(folder, 'keys', 'status.pkcs8'), authority.offline.root.exportPkcs8());
    await writeFile(join(folder, 'keys', 'bundle.pkcs8'), 'damaged');
    const loaded = await loadAuthority(folder, plainKeyOpener);
    expect(loaded.statusKey.publicKey).toEqual(authority.statusKey.publicKey);
    for (const key of [loaded.statusKey, loaded.bundleKey]) {
      await expect(key.sign(new Uint8Array(1))).rejects.toMatchObject({ code: 'KEY_BAD' });
    }
  });

  test('takes no key in memory but from a test authority', async () => {
    const { offline: _offline, ...working } = await hold();
    await expect(saveAuthority(folder, working)).rejects.toMatchObject({ code: 'KEY_BAD' });
  });

  test('refuses another format', async () => {
    await saveAuthority(folder, await hold());
    for (const text of ['{"format":1}', 'nothing']) {
      await writeFile(join(folder, 'authority.json'), text);
      await expect(loadAuthority(folder, plainKeyOpener)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    }
  });
});
