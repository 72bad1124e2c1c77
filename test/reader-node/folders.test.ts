import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rightsFor, saveTerminal } from '@residence-permit/issuer/authority';
import { writeTrustFolder } from '@residence-permit/issuer/publishing';
import { loadTerminalFolder, loadTrustFolder, nodeEd25519 } from '@residence-permit/reader/node';
import { decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { DEFAULT_PURPOSES, findPurpose } from '@residence-permit/shared/purposes';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anOffice, DEMO_AT, type Office } from '../builders/index.ts';

let folder: string;
let office: Office;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permit-folders-'));
  office = await anOffice();
  office.setClock(DEMO_AT);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the trust folder', () => {
  const load = () => loadTrustFolder({ folder, engine: nodeEd25519, openedAt: DEMO_AT });
  const publish = async () => writeTrustFolder(folder, await office.publish());

  it('opens what the office published', async () => {
    await publish();
    const { trust } = await load();
    expect(trust.findPurpose('clinic')).toBeDefined();
    expect(trust.statusLists.length).toBeGreaterThan(0);
  });

  it('refuses a bundle that is older than the one before, and remembers that', async () => {
    await publish();
    await copyFile(join(folder, 'bundle.cbor'), join(folder, 'older'));
    office.setClock(DEMO_AT + 3_600);
    await publish();
    await load();
    await copyFile(join(folder, 'older'), join(folder, 'bundle.cbor'));
    await expect(load()).rejects.toMatchObject({ code: 'TRUST_ROLLED_BACK' });
    await expect(load()).rejects.toMatchObject({ code: 'TRUST_ROLLED_BACK' });
  });

  it('remembers nothing of what did not pass its checks', async () => {
    await publish();
    await load();
    const floors = await readFile(join(folder, 'floors.json'), 'utf8');
    office.setClock(DEMO_AT + 3_600);
    await publish();
    const path = join(folder, 'bundle.cbor');
    const bundle = await readFile(path);
    bundle[bundle.length - 1] = (bundle.at(-1) ?? 0) ^ 1;
    await writeFile(path, bundle);
    await expect(load()).rejects.toMatchObject({ code: 'TRUST_UNSIGNED' });
    expect(await readFile(join(folder, 'floors.json'), 'utf8')).toBe(floors);
  });

  it('takes damaged memory for a fault, never for none', async () => {
    await publish();
    for (const text of ['', '{}', '{"rootVersion":-1}']) {
      await writeFile(join(folder, 'floors.json'), text);
      await expect(load()).rejects.toMatchObject({ code: 'STORE_FAILED' });
    }
  });

  it('works without status lists and says STORE_FAILED without the rest', async () => {
    await publish();
    await rm(join(folder, 'status'), { recursive: true });
    expect((await load()).trust.statusLists).toEqual([]);
    await rm(join(folder, 'root.cbor'));
    await expect(load()).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });

  it.each(['', '[]', '{"threshold":1}', '{"threshold":1,"keys":["zz"]}', '{"threshold":1,"keys":[7]}'])(
    'refuses pins that read %s',
    async (text) => {
      await publish();
      await writeFile(join(folder, 'pins.json'), text);
      await expect(load()).rejects.toMatchObject({ code: 'TRUST_MALFORMED' });
    },
  );
});

describe('the folder of a terminal', () => {
  const issue = async (mnemonic: string) => {
    const purpose = findPurpose(DEFAULT_PURPOSES, 'clinic');
    if (purpose === undefined) throw new Error('no purpose');
    return office.issueTerminal({ mnemonic, dv: 'non-official', rights: rightsFor(purpose, 'reads-and-counts') });
  };

  it('gives the certificates and the use of the key', async () => {
    const files = await issue('CLINIC');
    await saveTerminal(folder, files);
    const credential = await loadTerminalFolder(folder);
    expect(decodeCvCertificate(credential.certificates.terminal).chr).toBe(files.reference);
    expect(await credential.sign(new Uint8Array(3))).toHaveLength(64);
  });

  it('refuses the key of another terminal', async () => {
    const other = await issue('OTHER');
    await saveTerminal(folder, await issue('CLINIC'));
    await writeFile(join(folder, 'terminal.pkcs8'), other.key.exportPkcs8());
    await expect(loadTerminalFolder(folder)).rejects.toMatchObject({ code: 'KEY_BAD' });
  });

  it.each([
    ['terminal.pkcs8', 'KEY_BAD'],
    ['terminal.cvcert', 'CERTIFICATE_BAD'],
    ['dv.cvcert', 'CERTIFICATE_BAD'],
  ])('names what is wrong when %s is damaged or missing', async (name, code) => {
    await saveTerminal(folder, await issue('CLINIC'));
    await writeFile(join(folder, name), 'damaged');
    await expect(loadTerminalFolder(folder)).rejects.toMatchObject({ code, message: expect.stringContaining(name) });
    await rm(join(folder, name));
    await expect(loadTerminalFolder(folder)).rejects.toMatchObject({ code });
  });
});
