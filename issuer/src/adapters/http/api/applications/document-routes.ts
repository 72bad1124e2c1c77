import * as z from 'zod';
import type { makeReadCase } from '../../../../use-cases/applications/index.ts';
import type { OfficeDocument, PrintLanguages } from '../../../documents/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { CaseParams } from '../bodies.ts';
import { caseRefusals } from '../case-refusals.ts';
import { toSignedIn } from '../to-signed-in.ts';
import { CASE_DOCUMENTS, caseDocument, type OfficePrint } from './case-document.ts';

/** What printing stands on. */
export type DocumentParts = {
  readonly readCase: ReturnType<typeof makeReadCase>;
  /** How an office is reached. */
  readonly officePrint: (officeId: string) => Promise<OfficePrint>;
  /** Makes the PDF. @throws PermitError GLYPH_MISSING */
  readonly print: (document: OfficeDocument, languages: PrintLanguages) => Promise<Uint8Array>;
};

const LANGUAGES = { zh: ['zh'], en: ['en'], both: ['zh', 'en'] } as const satisfies Record<string, PrintLanguages>;

/** The papers that the office hands out: receipt, notice of missing papers, refusal, receipt of a fee. */
export function documentRoutes({ readCase, officePrint, print }: DocumentParts): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'printDocument',
      method: 'get',
      path: '/api/v1/applications/:applicationId/documents/:document',
      tag: 'applications',
      summary: 'Prints a document of a case as a PDF, in the language of the person unless another is asked for.',
      access: { action: 'application.read', purpose: 'stated' },
      params: CaseParams.extend({ document: z.enum(CASE_DOCUMENTS) }),
      query: z.strictObject({ language: z.enum(['zh', 'en', 'both']).optional() }),
      responses: { 200: { description: 'The document.', types: ['application/pdf'] } },
      refusals: { ...caseRefusals, 'document-not-due': 404 },
      handler: async ({ params, query, caller, requestId }) => {
        const read = await readCase(toSignedIn(caller, requestId), params);
        if (!read.ok) return read;
        const { application, person } = read.value;
        const { officeId, number } = application;
        const made = caseDocument(params.document, read.value, await officePrint(officeId));
        if (!made.ok) return made;
        const bytes = await print(made.value, LANGUAGES[query.language ?? person.language]);
        return reply(200, { bytes, type: 'application/pdf', fileName: `${number}-${params.document}.pdf` });
      },
    }),
  ];
}
