import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCitizenId, parsePermitNumber } from '@residence-permit/shared/identifiers';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { ageOverOn, type PermitRecord } from '@residence-permit/shared/records';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeFileRegister } from './file-register.ts';
import { makeMemoryRegister } from './memory-register.ts';
import { allocateStatus, planCard } from './plan-card.ts';
import { getCard, type Register, withCard } from './register.ts';
import { EMPTY_REGISTER } from './register-state.ts';

const birthDate = parsePlainDate('1949-12-31');
const record: PermitRecord = {
  name: '样本',
  birthDate,
  sex: 2,
  ethnicGroup: '01',
  citizenId: parseCitizenId('11010519491231002X'),
  hukouAddress: '示例省示例市',
  residenceAddress: '示例区',
  portrait: Uint8Array.of(0xff, 0xd8, 0xff, 0xd9),
  issue: {
    permitNumber: parsePermitNumber('P1'),
    issuingAuthority: '示例机关',
    issueDate: parsePlainDate('2026-01-01'),
  },
  residence: { grounds: [1], since: parsePlainDate('2025-01-01'), continuousMonths: 12 },
  ageOver: ageOverOn(birthDate, parsePlainDate('2026-01-01')),
  serviceClass: 3,
};
const permitRef = new Uint8Array(16).fill(7);

/** Counts up, so that each draw differs from the one before. */
function counting() {
  let next = 0;
  return (length: number) => {
    next += 1;
    return new Uint8Array(length).fill(next);
  };
}

function enter(register: Register) {
  const random = counting();
  return register.change((state) => planCard(state, { record, permitRef, statusUri: 's/1' }, random));
}

describe('register', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'permit-register-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('keeps everything, bytes included, from one process to the next', async () => {
    const path = join(folder, 'register.json');
    const card = await enter(makeFileRegister(path));
    const state = await makeFileRegister(path).read();
    expect(getCard(state, card.cardNumber)).toEqual(card);
    expect(state.permits[0]?.record).toEqual(record);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['register.json']);
  });

  test('keeps the old state when a change throws', async () => {
    const register = makeFileRegister(join(folder, 'register.json'));
    const card = await enter(register);
    await expect(
      register.change((state) => ({ state: withCard(state, 'no such card', {}), value: undefined })),
    ).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
    expect((await register.read()).cards).toEqual([card]);
    expect(await readdir(folder)).toEqual(['register.json']);
  });

  test('runs overlapping changes one after the other', async () => {
    const register = makeFileRegister(join(folder, 'register.json'));
    const bump = () =>
      register.change((state) => {
        const sequences = { ...state.sequences, status: state.sequences.status + 1 };
        return { state: { ...state, sequences }, value: sequences.status };
      });
    const seen = await Promise.all([bump(), bump(), bump()]);
    expect(seen.sort((a, b) => a - b)).toEqual([1, 2, 3]);
  });

  test('takes over the lock of a process that is gone', async () => {
    await writeFile(join(folder, 'register.json.lock'), '999999999');
    const card = await enter(makeFileRegister(join(folder, 'register.json')));
    expect(card.stage).toBe('planned');
  });

  test('takes over a lock without a number, which a program left that was killed between two steps', async () => {
    await writeFile(join(folder, 'register.json.lock'), '');
    const card = await enter(makeFileRegister(join(folder, 'register.json')));
    expect(card.stage).toBe('planned');
    expect(await readdir(folder)).toEqual(['register.json']);
  });

  test('loses no change when many take over the lock of a process that is gone', async () => {
    const path = join(folder, 'register.json');
    for (let round = 0; round < 5; round += 1) {
      await writeFile(`${path}.lock`, '999999999');
      const before = (await makeFileRegister(path).read()).sequences.status;
      const bump = () =>
        makeFileRegister(path).change((state) => {
          const sequences = { ...state.sequences, status: state.sequences.status + 1 };
          return { state: { ...state, sequences }, value: sequences.status };
        });
      const seen = await Promise.all(Array.from({ length: 12 }, bump));
      expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, n) => before + n + 1));
    }
  });

  test('never brings back a card that was set aside', async () => {
    const register = makeMemoryRegister();
    const { cardNumber } = await enter(register);
    const state = withCard(await register.read(), cardNumber, { stage: 'quarantined' });
    for (const stage of ['personalised', 'checked', 'active'] as const) {
      expect(() => withCard(state, cardNumber, { stage })).toThrow(expect.objectContaining({ code: 'STORE_CONFLICT' }));
    }
    expect(getCard(withCard(state, cardNumber, { standing: 'revoked' }), cardNumber).stage).toBe('quarantined');
  });

  test('refuses a file of another format', async () => {
    const path = join(folder, 'register.json');
    for (const text of ['{}', '{"format":2,"state":{}}', 'not JSON', '{"format":1,"state":null}']) {
      await writeFile(path, text);
      await expect(makeFileRegister(path).read()).rejects.toMatchObject({ code: 'STORE_FAILED' });
    }
  });
});

describe('status index', () => {
  test('is never given twice, not even after the card was revoked', async () => {
    const register = makeMemoryRegister();
    const card = await enter(register);
    const state = withCard(await register.read(), card.cardNumber, { standing: 'revoked', stage: 'quarantined' });
    const draws = [card.status.index, card.status.index, 99];
    const place = allocateStatus(state, 's/1', () => {
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setUint32(0, draws.shift() ?? 0);
      return bytes;
    });
    expect(place).toEqual({ uri: 's/1', index: 99 });
  });

  test('gives up when it keeps drawing taken places', async () => {
    const register = makeMemoryRegister();
    await enter(register);
    const state = await register.read();
    const index = state.cards[0]?.status.index ?? 0;
    const stuck = () => {
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setUint32(0, index);
      return bytes;
    };
    expect(() => allocateStatus(state, 's/1', stuck)).toThrow('STORE_FAILED');
    expect(allocateStatus(EMPTY_REGISTER, 's/1', stuck).index).toBe(index);
  });
});
