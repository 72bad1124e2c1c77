import type { PageRequest } from '../../page/page.ts';
import { textOf } from '../../page/text-of.ts';

/** First byte of a CV certificate as a terminal writes it. TR-03110-3 v2.21 §C.1: tag 0x7f21. */
const CV_CERTIFICATE = 0x7f;

/** The certificate request of a form as base64url: from a file of bytes or of text, else as it was pasted; empty where there is none. */
export function requestIn({ file, fields }: Pick<PageRequest, 'file' | 'fields'>): string {
  const bytes = file === undefined ? undefined : Buffer.from(file.bytes);
  if (bytes?.[0] === CV_CERTIFICATE) return bytes.toString('base64url');
  const text = bytes === undefined ? textOf(fields, 'request') : bytes.toString('latin1');
  return text.replaceAll(/[\s=]/g, '').replaceAll('+', '-').replaceAll('/', '_');
}
