import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toHex } from '@residence-permit/shared/bytes';
import { parsePlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSignedCard, type SignedCard, withFlippedSalt } from '../builders/signed-card.ts';

/** 2026-11-23T12:00:00Z. */
const NOW = 1_795_435_200;
/** The distribution's Python: python3-cbor2 and python3-cryptography install for no other. */
const PYTHON = '/usr/bin/python3';
const SCRIPT = fileURLToPath(new URL('./check_records.py', import.meta.url));

const installed = spawnSync(PYTHON, ['-c', 'import cbor2, cryptography']).status === 0;

describe.runIf(installed || process.env['CI'] === 'true')('python3-cbor2 and python3-cryptography', () => {
  let card: SignedCard;
  const folder = mkdtempSync(join(tmpdir(), 'permit-records-'));
  beforeAll(async () => {
    card = await makeSignedCard({ seed: 'python', now: NOW });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs the script over the card with some files replaced. */
  function check(replaced: ReadonlyMap<number, Uint8Array> = new Map()): {
    status: number | null;
    stdout: string;
    stderr: string;
  } {
    for (const [dataGroup, bytes] of new Map([...card.files, ...replaced])) {
      writeFileSync(join(folder, `DG${dataGroup}`), bytes);
    }
    const keys = card.authority.grantorSigners.map(({ grantor, key }) => [grantor, toHex(key.publicKey)]);
    return spawnSync(PYTHON, [SCRIPT, folder, JSON.stringify(Object.fromEntries(keys))], { encoding: 'utf8' });
  }

  test('parse, hash and verify every record of a card', () => {
    const { status, stdout, stderr } = check();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      name: card.record.name,
      birthDate: card.record.birthDate,
      portraitBytes: card.record.portrait.length,
      elements: 14,
      endorsedThrough: toEpochDays(parsePlainDate('2027-11-23')),
      statusIndex: 4711,
      grants: [
        { group: 18, grantor: 'health', kind: 'health' },
        { group: 18, grantor: 'health', kind: 'yearly-check' },
        { group: 19, grantor: 'labour', kind: 'skills-training' },
        { group: 20, grantor: 'housing', kind: 'rental-housing' },
        { group: 20, grantor: 'education', kind: 'schooling' },
        { group: 21, grantor: 'culture', kind: 'library' },
      ],
    });
  });

  test('refuse the card when one salt was changed', () => {
    const { status, stderr } = check(new Map([[6, withFlippedSalt(card.files.get(6))]]));
    expect(status).toBe(1);
    expect(stderr).toContain('refused: digest in DG6');
  });

  test('refuse the card when it carries the endorsement of another', async () => {
    const other = await makeSignedCard({ seed: 'another person', now: NOW });
    const { status, stderr } = check(new Map([[17, other.files.get(17) ?? new Uint8Array()]]));
    expect(status).toBe(1);
    expect(stderr).toContain('InvalidSignature');
  });
});
