import type { Language } from './language.ts';

/** Says dates and the like as the language writes them. */
export type Format = {
  /** A day, YYYY-MM-DD: `2026年11月29日`, `29 November 2026`. */
  date(day: string): string;
  /** An instant in seconds since the epoch: `2026年11月29日 14:05`, `29 November 2026, 14:05`. */
  instant(seconds: number): string;
  /** The day of an instant in seconds since the epoch. */
  dayOf(seconds: number): string;
  /** The hour and minute of an instant: `14:05`. */
  time(seconds: number): string;
  /** An amount in fen: `15.00元`, `15.00 yuan`. */
  money(fen: number): string;
};

/** All clocks on the pages are those of the offices: GB/T 7408 puts China eight hours east of UTC. */
const TIME_ZONE = 'Asia/Shanghai';
const LOCALE = { zh: 'zh-CN', en: 'en-GB' } as const satisfies Record<Language, string>;

/** The forms of one language. */
export function formatIn(language: Language): Format {
  const locale = LOCALE[language];
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const localDate = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: TIME_ZONE });
  const localTime = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: TIME_ZONE });
  const dayOf = (seconds: number) => localDate.format(new Date(seconds * 1000));
  const time = (seconds: number) => localTime.format(new Date(seconds * 1000));
  return {
    date: (day) => date.format(new Date(`${day}T00:00:00Z`)),
    dayOf,
    time,
    instant: (seconds) => `${dayOf(seconds)}${language === 'zh' ? ' ' : ', '}${time(seconds)}`,
    money: (fen) => `${(fen / 100).toFixed(2)}${language === 'zh' ? '元' : ' yuan'}`,
  };
}
