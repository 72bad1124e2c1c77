import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { EvidenceType } from '../../domain/policy/index.ts';
import { CHIP_PORTRAIT } from '../ports/index.ts';
import type { DerivePortrait, Evidence, EvidenceFiles, ExamineFile, FileFault } from '../ports/index.ts';

export type FileRefusal =
  | 'evidence-type-refused'
  | 'evidence-too-large'
  | 'evidence-bomb'
  | 'evidence-polyglot'
  | 'evidence-active'
  | 'portrait-refused';

/** How papers are judged and kept. */
export type PaperDeps = {
  readonly files: EvidenceFiles;
  readonly examine: ExamineFile;
  readonly derivePortrait: DerivePortrait;
};

/** A paper whose content is sealed on disk, before the register knows of it. */
export type KeptPaper = Pick<Evidence, 'type' | 'mediaType' | 'size' | 'address' | 'source'>;

/**
 * Judges a file by its content and seals it; of a portrait also the one in the size of the chip. What nobody comes to know of
 * is swept later.
 * @throws PermitError PERSON_ERASED; STORE_FAILED
 */
export async function keepPaper(
  { files, examine, derivePortrait }: PaperDeps,
  personId: string,
  { type, content }: { readonly type: EvidenceType; readonly content: Uint8Array },
): Promise<Outcome<readonly KeptPaper[], FileRefusal>> {
  const examined = await examine(content);
  if (!examined.ok) return refused(REFUSAL_OF[examined.refusal]);
  const portrait = type === 'PORTRAIT' ? await derivePortrait(content) : undefined;
  if (portrait?.ok === false) return refused(REFUSAL_OF[portrait.refusal]);
  const { mediaType, size } = examined.value;
  const { address } = await files.put(personId, content);
  const paper: KeptPaper = { type, mediaType, size, address, source: 'UPLOADED' };
  if (portrait === undefined) return ok([paper]);
  const derived = await files.put(personId, portrait.value);
  const form = { mediaType: 'image/jpeg', size: portrait.value.length, source: 'DERIVED' } as const;
  return ok([paper, { type: CHIP_PORTRAIT, address: derived.address, ...form }]);
}

const REFUSAL_OF = {
  EVIDENCE_TYPE_REFUSED: 'evidence-type-refused',
  EVIDENCE_TOO_LARGE: 'evidence-too-large',
  EVIDENCE_BOMB: 'evidence-bomb',
  EVIDENCE_POLYGLOT: 'evidence-polyglot',
  EVIDENCE_ACTIVE: 'evidence-active',
  PORTRAIT_REFUSED: 'portrait-refused',
} as const satisfies Record<FileFault | 'PORTRAIT_REFUSED', FileRefusal>;
