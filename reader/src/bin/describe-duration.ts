import type { Language } from './language.ts';

const UNITS = [
  { seconds: 86_400, zh: '天', en: 'day' },
  { seconds: 3_600, zh: '小时', en: 'hour' },
  { seconds: 60, zh: '分钟', en: 'minute' },
  { seconds: 1, zh: '秒', en: 'second' },
] as const;

/** A time span in its largest unit of which it holds at least two, or in seconds: `36 hours`. */
export function describeDuration(seconds: number, language: Language): string {
  const size = Math.abs(seconds);
  const unit = UNITS.find((candidate) => size >= 2 * candidate.seconds) ?? UNITS[3];
  const count = Math.floor(size / unit.seconds) * Math.sign(seconds);
  if (language === 'zh') return `${count} ${unit.zh}`;
  return `${count} ${unit.en}${count === 1 ? '' : 's'}`;
}
