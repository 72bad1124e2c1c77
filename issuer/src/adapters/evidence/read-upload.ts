import { concatBytes } from '@residence-permit/shared/bytes';
import { ok, type Outcome, refused } from '@residence-permit/shared/outcome';
import { EVIDENCE_UPLOAD_MAX_BYTES } from './examine/evidence-limits.ts';

/**
 * Reads an upload to its end, and no byte more than a file may have: the stream is closed as soon as it is too long.
 * @throws whatever the stream throws, such as a cut connection
 */
export async function readUpload(
  upload: AsyncIterable<Uint8Array>,
): Promise<Outcome<Uint8Array, 'EVIDENCE_TOO_LARGE'>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of upload) {
    size += part.length;
    if (size > EVIDENCE_UPLOAD_MAX_BYTES) return refused('EVIDENCE_TOO_LARGE');
    parts.push(part);
  }
  return ok(concatBytes(...parts));
}
