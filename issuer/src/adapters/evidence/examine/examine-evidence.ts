import { ok, type Outcome, refused } from '@residence-permit/shared/outcome';
import { fileTypeFromBuffer } from 'file-type';
import { decodesWhole } from './decodes-whole.ts';
import {
  EVIDENCE_MAX_BYTES,
  EVIDENCE_UPLOAD_MAX_BYTES,
  type EvidenceMediaType,
  type EvidenceRefusal,
  type ExaminedFile,
} from './evidence-limits.ts';
import { examineJpeg } from './examine-jpeg.ts';
import { examinePdf } from './examine-pdf.ts';
import { examinePng } from './examine-png.ts';
import { opensAsPdf, opensAsZip } from './find-bytes.ts';

/**
 * Judges by content alone whether a file may be taken as evidence; name and declared type do not count. Sizes are checked
 * before anything is unfolded, structure before anything is decoded.
 */
export async function examineEvidence(bytes: Uint8Array): Promise<Outcome<ExaminedFile, EvidenceRefusal>> {
  if (bytes.length > EVIDENCE_UPLOAD_MAX_BYTES) return refused('EVIDENCE_TOO_LARGE');
  const mediaType = await mediaTypeOf(bytes);
  if (mediaType === undefined) {
    return refused(opensAsPdf(bytes) ? 'EVIDENCE_POLYGLOT' : 'EVIDENCE_TYPE_REFUSED');
  }
  if (bytes.length > EVIDENCE_MAX_BYTES[mediaType]) return refused('EVIDENCE_TOO_LARGE');
  const refusal = await EXAMINERS[mediaType](bytes);
  if (refusal !== undefined) return refused(refusal);
  return ok({ mediaType, size: bytes.length });
}

const EXAMINERS = {
  'application/pdf': async (bytes) => examinePdf(bytes).then((refusal) => refusal ?? otherwiseOpens(bytes)),
  'image/jpeg': (bytes) => examinePicture(bytes, examineJpeg),
  'image/png': (bytes) => examinePicture(bytes, examinePng),
} as const satisfies Record<EvidenceMediaType, (bytes: Uint8Array) => Promise<EvidenceRefusal | undefined>>;

async function examinePicture(
  bytes: Uint8Array,
  examine: (bytes: Uint8Array) => EvidenceRefusal | undefined,
): Promise<EvidenceRefusal | undefined> {
  const refusal = examine(bytes) ?? (opensAsPdf(bytes) ? 'EVIDENCE_POLYGLOT' : otherwiseOpens(bytes));
  if (refusal !== undefined) return refusal;
  return (await decodesWhole(bytes)) ? undefined : 'EVIDENCE_TYPE_REFUSED';
}

function otherwiseOpens(bytes: Uint8Array): EvidenceRefusal | undefined {
  return opensAsZip(bytes) ? 'EVIDENCE_POLYGLOT' : undefined;
}

async function mediaTypeOf(bytes: Uint8Array): Promise<EvidenceMediaType | undefined> {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  return MEDIA_TYPES.find((known) => known === found?.mime);
}

const MEDIA_TYPES = Object.keys(EVIDENCE_MAX_BYTES) as readonly EvidenceMediaType[];
