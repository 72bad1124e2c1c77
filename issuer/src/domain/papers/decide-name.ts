import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { ApplicationKind } from '../policy/index.ts';
import { changesIdentity, isProved, type SaidValue } from './identity-proof.ts';

/** Characters of a name in the register. */
export const NAME_MAX_LENGTH = 100;

/** The name that an approval of the case puts into the register; nothing where it stays. */
export function decideName(
  kind: ApplicationKind,
  { current, said }: { readonly current: string; readonly said: SaidValue | undefined },
): Outcome<string | undefined, 'name-unproved'> {
  const name = said?.value.normalize('NFC').trim();
  if (!changesIdentity(kind) || said === undefined || name === undefined || name === current) return ok(undefined);
  const fits = isProved(kind, said) && name !== '' && name.length <= NAME_MAX_LENGTH;
  return fits ? ok(name) : refused('name-unproved');
}
