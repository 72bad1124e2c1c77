import { DEBIAN_FONTS, openDocumentFonts, printDocument } from '@residence-permit/issuer/adapters/documents';
import { examineEvidence, makePortrait } from '@residence-permit/issuer/adapters/evidence';
import type { RouteDefinition } from '@residence-permit/issuer/http';
import { caseWorkRoutes } from '@residence-permit/issuer/http/api';
import type { Stores } from './stores-over.ts';

const PRINT = {
  name: '示例市公安局东区分局',
  address: '示例市样本路 1 号',
  telephone: '000-0000',
  reviewBody: '示例市人民政府',
  court: '示例市人民法院',
  utcOffsetMinutes: 480,
};

/** Every route from application to decision, over the stores of an office. */
export function caseRoutesOf(stores: Stores): readonly RouteDefinition[] {
  const { inTransaction, clock, newId, keys, files } = stores;
  return caseWorkRoutes({
    inTransaction,
    clock,
    newId,
    keys,
    files,
    examine: examineEvidence,
    derivePortrait: makePortrait,
    officePrint: () => Promise.resolve(PRINT),
    print: async (document, languages) =>
      printDocument(document, { languages, fonts: await openDocumentFonts(DEBIAN_FONTS) }),
  });
}
