import { join } from 'node:path';
import { writeFileWhole } from '../../../files/index.ts';
import type { Deliver } from './outbox-message.ts';

/**
 * Writes each message as a file `<id>.json` of a folder that a gateway empties. Writing one again replaces it by itself.
 * The delivery throws PermitError STORE_FAILED when the folder takes nothing.
 */
export function deliverToSpool(folder: string): Deliver {
  return async (message) => {
    const { id, recipientId, language, template, caseNumber, text } = message;
    const content = { id, recipientId, language, template, caseNumber, text };
    await writeFileWhole(join(folder, `${id}.json`), `${JSON.stringify(content)}\n`, 'owner');
  };
}
