import * as z from 'zod';
import type { Answer } from '../../ask/ask.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { CASE_PATH, caseParams, groundHere } from './case-address.ts';

const Bytes = z.object({ bytes: z.instanceof(Uint8Array), type: z.string(), fileName: z.string().optional() });

/** Papers of a case, and the documents that the office prints. */
export const filePages: readonly PageDefinition[] = [
  { path: `${CASE_PATH}/papers/:evidenceId`, access: 'signed-in', show: showPaper },
  { path: `${CASE_PATH}/documents/:document`, access: 'signed-in', show: showDocument },
];

async function showPaper(page: PageRequest): Promise<Shown> {
  const params = { ...caseParams(page), evidenceId: page.params['evidenceId'] ?? '' };
  return fileOf(await page.ask('readEvidence', { params, ...groundHere(page), reply: Bytes }));
}

async function showDocument(page: PageRequest): Promise<Shown> {
  const params = { ...caseParams(page), document: page.params['document'] ?? '' };
  return fileOf(await page.ask('printDocument', { params, ...groundHere(page), reply: Bytes }));
}

function fileOf(answer: Answer<z.output<typeof Bytes>>): Shown {
  return answer.kind === 'problem' ? answer : { kind: 'file', ...answer.body };
}
