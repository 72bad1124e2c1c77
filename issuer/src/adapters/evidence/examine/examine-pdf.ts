import { type EvidenceRefusal, PICTURE_MAX_PIXELS } from './evidence-limits.ts';
import { latin1Of } from './find-bytes.ts';
import { inflatePdfStreams } from './pdf-streams.ts';

/** ISO 32000-1 §7.5.2 and ISO 32000-2 §7.5.2. */
const HEADER = /^%PDF-(1\.[0-7]|2\.0)[\r\n \t]/;
/** §7.5.5: the last line; white space behind it is common. */
const TRAILER = /startxref\s+\d+\s+%%EOF[\s\0]*$/;
const TRAILER_BYTES = 1024;

/**
 * Names that make a PDF do something or carry something: scripts and actions (ISO 32000-1 §12.6.4), attached files (§7.11.4),
 * dynamic forms (§12.7.8), rich media (extension level 3) and encryption (§7.6), which would hide the rest from this check.
 */
const ACTIVE_NAMES = new Set([
  'JavaScript',
  'Launch',
  'SubmitForm',
  'ImportData',
  'GoToE',
  'EmbeddedFile',
  'EmbeddedFiles',
  'RichMedia',
  'Rendition',
  'XFA',
  'Encrypt',
]);
const NAME = /\/([^\s\0()<>[\]{}/%]{3,64})/g;
const DECLARED_SIDE = /\/(Width|Height)[\s\0]+(\d{1,9})/g;
/** A side of a picture inside a PDF; together with the limit of what streams unfold to it bounds the work of a viewer. */
const MAX_DECLARED_SIDE = Math.floor(PICTURE_MAX_PIXELS / 1000);

/**
 * Answers why a PDF is not taken: header at its first byte, end of file at its last, no active content in plain or compressed
 * objects, streams within the budget. It is never rendered here.
 */
export async function examinePdf(bytes: Uint8Array): Promise<EvidenceRefusal | undefined> {
  const text = latin1Of(bytes);
  if (!HEADER.test(text.slice(0, 16))) return 'EVIDENCE_TYPE_REFUSED';
  if (!TRAILER.test(text.slice(-TRAILER_BYTES))) {
    return text.includes('%%EOF') ? 'EVIDENCE_POLYGLOT' : 'EVIDENCE_TYPE_REFUSED';
  }
  if (isActive(text)) return 'EVIDENCE_ACTIVE';
  if (declaresHugePicture(text)) return 'EVIDENCE_BOMB';
  const streams = await inflatePdfStreams(bytes, text);
  if (streams.kind === 'bomb') return 'EVIDENCE_BOMB';
  if (streams.texts.some(isActive)) return 'EVIDENCE_ACTIVE';
  return streams.texts.some(declaresHugePicture) ? 'EVIDENCE_BOMB' : undefined;
}

function isActive(text: string): boolean {
  for (const [, name = ''] of text.matchAll(NAME)) if (ACTIVE_NAMES.has(decodeName(name))) return true;
  return false;
}

/** §7.3.5: `#` and two hexadecimal digits stand for a character, so `/J#61vaScript` is the same name. */
function decodeName(name: string): string {
  if (!name.includes('#')) return name;
  return name.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}

function declaresHugePicture(text: string): boolean {
  for (const [, , digits] of text.matchAll(DECLARED_SIDE)) if (Number(digits) > MAX_DECLARED_SIDE) return true;
  return false;
}
