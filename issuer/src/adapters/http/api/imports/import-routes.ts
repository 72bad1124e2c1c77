import * as z from 'zod';
import type { ImportedRow, ImportRun } from '../../../../use-cases/ports/index.ts';
import {
  type makeListImports,
  type makeReadImport,
  type makeResumeImport,
  type makeStartImport,
  type makeTryImport,
  MAX_IMPORT_BYTES,
  type ReadImportRefusal,
  type StartImportRefusal,
} from '../../../../use-cases/imports/index.ts';
import { defineRoute, type RefusalStatus, reply, type RouteDefinition } from '../../index.ts';
import { rightRefusals } from '../applications/refusals.ts';
import { Instant } from '../bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';

/** What the routes of imports call. */
export type ImportUseCases = {
  readonly tryImport: ReturnType<typeof makeTryImport>;
  readonly startImport: ReturnType<typeof makeStartImport>;
  readonly resumeImport: ReturnType<typeof makeResumeImport>;
  readonly listImports: ReturnType<typeof makeListImports>;
  readonly readImport: ReturnType<typeof makeReadImport>;
};

const RunParams = z.strictObject({ runId: z.uuid() });
const CodeWord = z.string().regex(/^[a-z]+(-[a-z]+)*$/);
const RowView = z.strictObject({
  line: z.int(),
  outcome: z.enum(['TAKEN', 'KNOWN', 'REFUSED']).optional(),
  code: CodeWord.optional(),
  applicationId: z.uuid().optional(),
});
const Count = z.int().min(0);
const RunView = z.strictObject({
  runId: z.uuid(),
  rows: Count,
  startedBy: z.uuid(),
  startedAt: Instant,
  finishedAt: Instant.optional(),
});
export const ImportTrialView = z.strictObject({ rows: z.array(RowView) });
export const ImportStartedView = z.strictObject({ runId: z.uuid(), rows: z.int() });
export const ImportsView = z.strictObject({
  runs: z.array(
    RunView.extend({ counts: z.strictObject({ TAKEN: Count, KNOWN: Count, REFUSED: Count, WAITING: Count }) }),
  ),
});
export const ImportRunView = RunView.extend({ outcomes: z.array(RowView) });
const CSV = { types: ['text/csv'], maxBytes: MAX_IMPORT_BYTES } as const;

const startRefusals = {
  ...rightRefusals,
  'not-utf-8': 422,
  'csv-malformed': 422,
  'no-rows': 422,
  'too-many-rows': 422,
  'columns-differ': 422,
  'file-too-large': 422,
  'file-known': 409,
} as const satisfies Record<StartImportRefusal, RefusalStatus>;
const readRefusals = { ...rightRefusals, 'run-unknown': 404 } as const satisfies Record<
  ReadImportRefusal,
  RefusalStatus
>;

/** A paper register that is taken over: tried first, then row by row. It issues nothing. */
export function importRoutes(useCases: ImportUseCases): readonly RouteDefinition[] {
  const imports = { tag: 'imports', access: { action: 'import.run' } } as const;
  const run = { ...imports, params: RunParams, refusals: readRefusals } as const;
  return [
    defineRoute({
      ...imports,
      name: 'tryImport',
      method: 'post',
      path: '/api/v1/imports/trials',
      summary: 'Says what would become of every row of a CSV file, and writes nothing.',
      upload: CSV,
      responses: { 200: { description: 'Row by row.', schema: ImportTrialView } },
      refusals: startRefusals,
      handler: async ({ upload, caller, requestId }) => {
        const outcome = await useCases.tryImport(toSignedIn(caller, requestId), { bytes: upload.bytes });
        return outcome.ok ? reply(200, { rows: outcome.value }) : outcome;
      },
    }),
    defineRoute({
      ...imports,
      name: 'startImport',
      method: 'post',
      path: '/api/v1/imports',
      summary: 'Takes a CSV file over, row by row; at most a draft comes of each.',
      upload: CSV,
      responses: { 201: { description: 'Queued.', schema: ImportStartedView } },
      refusals: startRefusals,
      handler: async ({ upload, caller, requestId }) => {
        const outcome = await useCases.startImport(toSignedIn(caller, requestId), { bytes: upload.bytes });
        return outcome.ok ? reply(201, { runId: outcome.value.id, rows: outcome.value.rows }) : outcome;
      },
    }),
    defineRoute({
      ...imports,
      name: 'listImports',
      method: 'get',
      path: '/api/v1/imports',
      summary: 'Registers that the caller’s office took over, the newest first, at most fifty.',
      responses: { 200: { description: 'Runs.', schema: ImportsView } },
      refusals: rightRefusals,
      handler: async ({ caller, requestId }) => {
        const outcome = await useCases.listImports(toSignedIn(caller, requestId));
        if (!outcome.ok) return outcome;
        return reply(200, { runs: outcome.value.map(({ run: one, counts }) => ({ ...toView(one), counts })) });
      },
    }),
    defineRoute({
      ...run,
      name: 'readImportRun',
      method: 'get',
      path: '/api/v1/imports/:runId',
      summary: 'How far a run is, row by row; nothing of what stood in the rows.',
      responses: { 200: { description: 'The run.', schema: ImportRunView } },
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.readImport(toSignedIn(caller, requestId), params);
        if (!outcome.ok) return outcome;
        return reply(200, { ...toView(outcome.value.run), outcomes: [...outcome.value.rows] });
      },
    }),
    defineRoute({
      ...run,
      name: 'resumeImport',
      method: 'post',
      path: '/api/v1/imports/:runId/resumption',
      summary: 'Queues again what waits of a run.',
      responses: { 200: { description: 'Queued.', schema: z.strictObject({ queued: z.int() }) } },
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.resumeImport(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, outcome.value) : outcome;
      },
    }),
    defineRoute({
      ...run,
      name: 'readImport',
      method: 'get',
      path: '/api/v1/imports/:runId/outcome',
      summary: 'What became of every row, as a CSV file without anything that stood in it.',
      responses: { 200: { description: 'line, outcome, code, application.', types: ['text/csv'] } },
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.readImport(toSignedIn(caller, requestId), params);
        if (!outcome.ok) return outcome;
        const bytes = new TextEncoder().encode(toCsv(outcome.value.rows));
        return reply(200, { bytes, type: 'text/csv', fileName: `import-${params.runId}.csv` });
      },
    }),
  ];
}

function toView({ id: runId, rows, startedBy, startedAt, finishedAt }: ImportRun): z.input<typeof RunView> {
  return { runId, rows, startedBy, startedAt, ...(finishedAt !== undefined && { finishedAt }) };
}

/** RFC 4180. No cell holds a comma or a quotation mark: they are numbers, code words and ids. */
function toCsv(rows: readonly ImportedRow[]): string {
  const lines = rows.map(({ line, outcome = 'WAITING', code = '', applicationId = '' }) =>
    [line, outcome, code, applicationId].join(','),
  );
  return ['line,outcome,code,application', ...lines, ''].join('\r\n');
}
