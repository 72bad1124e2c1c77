import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { nodeRandom } from '@residence-permit/reader/node';
import { openReader, type PcscCard } from '@residence-permit/reader/pcsc';
import { openPace, readFile, selectPermit } from '@residence-permit/reader/session';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPeer } from '../peers/libeac/build-peer.ts';
import { PeerProcess } from '../peers/libeac/peer-process.ts';
import { tapWithPeer } from '../peers/libeac/terminal-peer.ts';
import { anOfficeOnDisk, type OfficeOnDisk } from './office-on-disk.ts';
import { rerunUnderVirtualReader } from './run-under-virtual-reader.ts';
import { ServedCard } from './served-card.ts';

const TOOL = fileURLToPath(new URL('../../reader/bin/permit-reader.js', import.meta.url));
const CURVES = ['P-256', 'brainpoolP256r1'] as const;
const CARD_WAIT_MS = 15_000;
const isInside = process.env['PERMIT_VPCD_PORT'] !== undefined;

describe('interoperability mode behind a real PC/SC daemon', () => {
  if (isInside) describeWithReader();
  else {
    it('serves the tool and a terminal of libeac', async () => {
      const outcome = await rerunUnderVirtualReader(import.meta.url);
      expect([...outcome].filter(([, status]) => status !== 'passed')).toEqual([]);
      expect(outcome.size).toBe(5);
    }, 600_000);
  }
});

function describeWithReader(): void {
  let office: OfficeOnDisk;
  let served: ServedCard | undefined;
  beforeAll(async () => {
    office = await anOfficeOnDisk();
    served = await ServedCard.insert(office.image);
  });
  afterAll(async () => {
    await served?.remove();
    await office.remove();
  });

  const verify = (...more: readonly string[]) =>
    permitReader(['verify', ...placeOf(office), '--purpose', 'clinic', '--staleness', '7d', '--json', ...more]);

  it.each(CURVES)('permit-reader verify --mapping gm --curve %s accepts what it accepts without', async (curve) => {
    const usual = await verify();
    const { status, stdout } = await verify('--mapping', 'gm', '--curve', curve);
    expect([usual.status, status]).toEqual([0, 0]);
    const { answers, fields, verdict } = JSON.parse(stdout);
    expect(verdict).toBe('accepted');
    expect({ answers, fields }).toEqual(pick(JSON.parse(usual.stdout)));
  });

  it('ends with 64 for a curve that the usual mapping does not have', async () => {
    expect((await verify('--curve', 'brainpoolP256r1')).status).toBe(64);
  });

  it.each(CURVES)('a terminal of libeac opens the card over %s and reads the record that we read', async (curve) => {
    const built = await buildPeer('terminal');
    const peer = new PeerProcess(built.program);
    const password = office.can;
    const outcome = await onReader((card) => tapWithPeer(peer, { card, curve, password }));
    await peer.close();
    await built.dispose();
    const ours = await onReader(async (card) => {
      const session = await openPace({
        transport: card,
        password: { kind: 'can', value: password },
        random: nodeRandom,
      });
      await selectPermit(session);
      return readFile(session, 1);
    });
    expect(outcome).toEqual({ file: ours });
  });
}

/** What the tool needs to know of the office: trust, terminal, time and the number on the card. */
function placeOf({ trust, clinic, clock, can }: OfficeOnDisk): readonly string[] {
  return ['--trust', trust, '--terminal', clinic, '--clock', clock, '--can', can];
}

/** The card on the virtual reader, powered up for one conversation. */
async function onReader<Result>(converse: (card: PcscCard) => Promise<Result>): Promise<Result> {
  const reader = await openReader();
  const card = await reader.waitForCard({ timeoutMs: CARD_WAIT_MS });
  try {
    return await converse(card);
  } finally {
    await card.disconnect();
    await reader.close();
  }
}

function pick({ answers, fields }: { readonly answers: unknown; readonly fields: unknown }): unknown {
  return { answers, fields };
}

/** Runs the built tool as a user does. */
function permitReader(
  parameters: readonly string[],
): Promise<{ readonly status: number | null; readonly stdout: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [TOOL, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout }));
  });
}
