import { PermitError } from '@residence-permit/shared/errors';
import type { PaceCurve, PaceMapping } from '@residence-permit/shared/pace';

/** How PACE is to run. */
export type PaceChoice = { readonly mapping: PaceMapping; readonly curve: PaceCurve };

/** Chip-authentication mapping has one curve. @throws PermitError SETTING_BAD for another */
export function parsePaceChoice({ mapping, curve }: PaceChoice): PaceChoice {
  if (mapping === 'gm' || curve === 'P-256') return { mapping, curve };
  throw new PermitError('SETTING_BAD', { detail: `--curve ${curve} needs --mapping gm` });
}
