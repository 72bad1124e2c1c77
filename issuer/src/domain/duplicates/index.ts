export {
  DUPLICATE_REASONS,
  type DuplicateCandidate,
  type DuplicateReason,
  findCandidates,
  type KnownPerson,
} from './find-candidates.ts';
export { nameKey, pinyinKey, type ToPinyin } from './name-key.ts';
export { toPinyin } from './to-pinyin.ts';
