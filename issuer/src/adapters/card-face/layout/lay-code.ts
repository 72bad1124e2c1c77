import { encodeQR } from 'qr';
import type { Box, FaceElement } from './face-element.ts';

/** Millimetres a side of a module. */
const MODULE = 0.45;
/** Modules that stay light around the symbol: ISO/IEC 18004:2024, 5.3.8 (clause unchecked). */
const QUIET_ZONE = 4;
/** 21 modules a side. Six digits fit it even with the strongest correction, which restores 30 % of a scratched symbol. */
const VERSION = 1;
const MODULES = 21;

/** Side of the code with its quiet zone, in millimetres. */
export const CODE_SIDE = (MODULES + 2 * QUIET_ZONE) * MODULE;

/**
 * The card access number as a QR code. It says the six digits and nothing else, as they are typed: a scanner that acts as a
 * keyboard serves every reader program, and no other program learns what the digits are for. `corner` is its upper left one.
 */
export function layCode(can: string, corner: Pick<Box, 'x' | 'y'>): FaceElement {
  const rows = encodeQR(can, 'raw', { ecc: 'high', encoding: 'numeric', version: VERSION, border: QUIET_ZONE });
  const bars = rows.flatMap((row, index) =>
    runsOfDark(row).map(({ from, length }) => ({
      x: corner.x + from * MODULE,
      y: corner.y + index * MODULE,
      width: length * MODULE,
      height: MODULE,
    })),
  );
  return { kind: 'code', part: 'code', box: { ...corner, width: CODE_SIDE, height: CODE_SIDE }, bars };
}

function runsOfDark(row: readonly boolean[]): readonly { readonly from: number; readonly length: number }[] {
  const starts = row.flatMap((isDark, at) => (isDark && row[at - 1] !== true ? [at] : []));
  return starts.map((from) => {
    const end = row.findIndex((isDark, at) => at > from && !isDark);
    return { from, length: (end < 0 ? row.length : end) - from };
  });
}
