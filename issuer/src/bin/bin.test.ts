import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exitStatusOf } from './exit-status.ts';
import { keepLetter } from './keep-letter.ts';
import { readPermitFile } from './parse-permit-file.ts';
import { parseClock, parseHex, readSupplierKey } from './parse-settings.ts';
import { environmentOf, parseReport } from './read-back-process.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permit-bin-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const permit = {
  name: '样𠮷',
  birthDate: '2011-06-15',
  sex: 2,
  ethnicGroup: '01',
  citizenId: '11010519491231002X',
  hukouAddress: '示例省',
  residenceAddress: '示例市',
  portrait: 'p.jpg',
  issue: { permitNumber: 'P1', issuingAuthority: '示例机关', issueDate: '2027-06-15' },
  residence: { grounds: [3], since: '2024-06-01', continuousMonths: 24 },
  serviceClass: 3,
};

async function read(value: unknown) {
  await writeFile(join(folder, 'permit.json'), typeof value === 'string' ? value : JSON.stringify(value));
  await writeFile(join(folder, 'p.jpg'), new Uint8Array([0xff, 0xd8, 0xff, 0xd9]));
  return readPermitFile(join(folder, 'permit.json'));
}

describe('permit file', () => {
  test('is read with the portrait beside it and the ages on the issue date', async () => {
    expect(await read(permit)).toMatchObject({
      name: '样𠮷',
      portrait: new Uint8Array([0xff, 0xd8, 0xff, 0xd9]),
      ageOver: { over16: true, over18: false, over60: false },
    });
  });

  test.each([
    ['citizenId', { ...permit, citizenId: '110105194912310021' }],
    ['birthDate', { ...permit, birthDate: '2011-02-30' }],
    ['sex', { ...permit, sex: 3 }],
    ['name', { ...permit, name: '' }],
    ['issue.permitNumber', { ...permit, issue: { ...permit.issue, permitNumber: 'p 1' } }],
    ['residence.grounds', { ...permit, residence: { ...permit.residence, grounds: [4] } }],
    ['residence.continuousMonths', { ...permit, residence: { ...permit.residence, continuousMonths: -1 } }],
    ['issue', { ...permit, issue: undefined }],
    ['record: name', { ...permit, name: 'e\u0301' }],
    ['record: residence', { ...permit, residence: { ...permit.residence, grounds: [] } }],
    ['not JSON', 'nothing'],
  ])('names the member that is wrong: %s', async (member, value) => {
    await expect(read(value)).rejects.toMatchObject({ code: 'SETTING_BAD', message: expect.stringContaining(member) });
  });
});

describe('report of the reading process', () => {
  const tap = {
    answers: { authentic: { answer: 'yes' }, chipGenuine: { answer: 'no', code: 'CHIP_NOT_GENUINE' } },
    reasons: ['CHIP_NOT_GENUINE', 'a code of the future'],
    withheld: [9],
    fields: { name: '样', issue: { permitNumber: 'P1' } },
  };

  test('is taken word for word, unknown codes left out', () => {
    expect(parseReport(`${JSON.stringify(tap)}\n`)).toEqual({
      authentic: 'yes',
      chipGenuine: 'no',
      reasons: ['CHIP_NOT_GENUINE'],
      dataGroups: [2, 3, 4, 5, 6, 7, 8, 10, 11, 13, 14],
      name: '样',
      permitNumber: 'P1',
    });
  });

  test('has no yes where the process did not print the word', () => {
    const odd = { ...tap, answers: { authentic: { answer: 'YES' }, chipGenuine: {} } };
    expect(parseReport(JSON.stringify(odd))).toMatchObject({ authentic: 'unknown', chipGenuine: 'unknown' });
  });

  test('gets the card access number and no other password, setting or secret of the office', () => {
    const office = { PATH: '/bin', PERMIT_PIN: '123456', PERMIT_PASSPHRASE_FILE: 'secret', PERMIT_CAN: '000000' };
    expect(environmentOf(office, '654321')).toEqual({ PATH: '/bin', PERMIT_CAN: '654321' });
  });

  test.each(['CARD_ABSENT', 'TRUST_STALE'])('that stopped at %s says so', (code) => {
    expect(() => parseReport(JSON.stringify({ error: { code } }))).toThrow(expect.objectContaining({ code }));
  });

  test.each(['', 'not JSON', '{}', '{"error":{"code":"NO_SUCH_CODE"}}'])('that is %j is a failure', (stdout) => {
    expect(() => parseReport(stdout)).toThrow(expect.objectContaining({ code: 'READ_BACK_FAILED' }));
  });
});

describe('the letter with CAN and PUK', () => {
  const secrets = { can: '123456', puk: '0123456789' };

  test('is written for its owner alone, and again after a run that was cut short', async () => {
    const path = join(folder, 'letter.json');
    await keepLetter(path, '1000000001', secrets);
    await keepLetter(path, '1000000001', secrets);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ cardNumber: '1000000001', ...secrets });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test.each(['{"cardNumber":"1000000001","can":"1","puk":"2"}', 'a shopping list', '[]', ''])(
    'never takes the place of another file: %j',
    async (text) => {
      const path = join(folder, 'letter.json');
      await writeFile(path, text);
      await expect(keepLetter(path, '1000000002', secrets)).rejects.toMatchObject({ code: 'SETTING_BAD' });
      expect(await readFile(path, 'utf8')).toBe(text);
    },
  );
});

describe('settings', () => {
  test('take an instant for the clock and refuse anything else', () => {
    expect(parseClock('2026-06-15T02:00:00Z')()).toBe(1_781_488_800);
    expect(Math.abs(parseClock('system')() - Date.now() / 1000)).toBeLessThan(2);
    expect(() => parseClock('yesterday')).toThrow(expect.objectContaining({ code: 'SETTING_BAD' }));
  });

  test('never repeat what a key file holds', async () => {
    const path = join(folder, 'supplier.key');
    await writeFile(path, 'not a key at all');
    const failure = await readSupplierKey(path).catch((cause: unknown) => String(cause));
    expect(failure).toContain('KEY_BAD');
    expect(failure).not.toContain('not a key at all');
    await writeFile(path, '00112233445566778899AABBCCDDEEFF\n');
    expect((await readSupplierKey(path)).expose()).toHaveLength(16);
  });

  test('want whole bytes of the right number', () => {
    expect(parseHex('--id', '0011223344556677', 8)).toHaveLength(8);
    for (const text of ['00', 'zz11223344556677', '001122334455667']) {
      expect(() => parseHex('--id', text, 8)).toThrow(expect.objectContaining({ code: 'SETTING_BAD' }));
    }
  });
});

test('exit statuses tell usage, absence, refusal and fault apart', () => {
  expect(exitStatusOf('SETTING_BAD')).toBe(64);
  expect(exitStatusOf('CARD_ABSENT')).toBe(69);
  expect(exitStatusOf('READER_ABSENT')).toBe(69);
  expect(exitStatusOf('STORE_CONFLICT')).toBe(1);
  expect(exitStatusOf('SIGNER_FAILED')).toBe(70);
});
