/** The text of a slice, one character a byte, for searching. */
export function latin1Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/**
 * End of central directory record of a ZIP file with the disk numbers of an archive in one piece. APPNOTE.TXT 6.3.10 §4.3.16.
 */
const ZIP_END = 'PK\x05\x06\x00\x00\x00\x00';
/** The record and the longest comment behind it: where programs look for it. */
const ZIP_TAIL_BYTES = 22 + 0xffff;
/** Where readers still accept a PDF header. ISO 32000-1 annex H.3, implementation note 13. */
const PDF_HEAD_BYTES = 1024;

/** Whether an archive program would open the file, whatever else it is. */
export function opensAsZip(bytes: Uint8Array): boolean {
  return latin1Of(bytes.subarray(-ZIP_TAIL_BYTES)).includes(ZIP_END);
}

/** Whether a PDF reader would open the file, whatever else it is. */
export function opensAsPdf(bytes: Uint8Array): boolean {
  return latin1Of(bytes.subarray(0, PDF_HEAD_BYTES)).includes('%PDF-');
}
