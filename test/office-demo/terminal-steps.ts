import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OFFICE_ID } from '../builders/sample-offices.ts';
import { done } from '../builders/case-work.ts';
import { aTerminalRequest } from '../builders/grant-work.ts';
import type { DemoRecord } from './demo-record.ts';
import { CERTIFIED_POINTS, type CertifiedPoint } from './demo-service-points.ts';
import { ORGANISATION } from './demo-staff.ts';
import type { OfficeDesk } from './office-desk.ts';

const POINTS = Object.keys(CERTIFIED_POINTS) as readonly CertifiedPoint[];

/** Enrols the terminals of the service points, each by a key of its own, and has them approved. Answers their ids. */
export async function enrolTerminals(desk: OfficeDesk, folder: string): Promise<DemoRecord['terminals']> {
  const enrolled: Partial<Record<CertifiedPoint, string>> = {};
  for (const point of POINTS) {
    const { mnemonic, purpose, site } = CERTIFIED_POINTS[point];
    const { key, request } = await aTerminalRequest(mnemonic, desk.random);
    await mkdir(join(folder, point), { recursive: true, mode: 0o700 });
    await writeFile(join(folder, point, 'terminal.pkcs8'), key.exportPkcs8(), { mode: 0o600 });
    const enrolling = { officeId: OFFICE_ID, organisationId: ORGANISATION, request };
    const { id: terminalId } = done(await desk.terminals.enrolTerminal(desk.as('operator'), enrolling));
    const approval = { terminalId, purposes: [purpose], sites: [site], use: 'COUNTS' } as const;
    done(await desk.terminals.approveTerminal(desk.as('supervisor'), approval));
    enrolled[point] = terminalId;
  }
  return enrolled;
}

/** Gets every terminal its certificate: the first, or the next where the one it has nears its end. */
export async function certifyTerminals(
  desk: OfficeDesk,
  given: { readonly folder: string; readonly terminals: DemoRecord['terminals'] },
): Promise<void> {
  for (const point of POINTS) {
    const terminalId = given.terminals[point];
    if (terminalId === undefined) continue;
    const at = (name: string) => join(given.folder, point, name);
    const certified = await desk.terminals.certifyTerminal(desk.as('operator'), { terminalId });
    if (!certified.ok && certified.refusal === 'too-early' && existsSync(at('terminal.cvcert'))) continue;
    const { chain } = done(certified);
    await writeFile(at('dv.cvcert'), chain.dv);
    if (chain.link !== undefined) await writeFile(at('link.cvcert'), chain.link);
    await writeFile(at('terminal.cvcert'), chain.terminal);
  }
}
