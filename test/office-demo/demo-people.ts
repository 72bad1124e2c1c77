import type { PersonDetails, PersonLanguage } from '@residence-permit/issuer/use-cases/ports';
import type { CitizenId } from '@residence-permit/shared/identifiers';
import { anIdNumber } from '../builders/invented-people.ts';
import type { FaceLook } from '../builders/invented-people.ts';

/**
 * Somebody invented: a family name 样 or 示 ("sample"), a number of area 800000, which no place has. `exempt` has a talent
 * certificate, which stands for the half-year of residence; the others registered a stay.
 */
export type DemoPerson = {
  readonly name: string;
  readonly citizenId: CitizenId;
  readonly language: PersonLanguage;
  readonly details: PersonDetails;
  readonly grounds: 'exempt' | 'stay' | 'none';
  readonly look: FaceLook;
};

const LOOKS = [
  { hair: '#2b211c', skin: '#e8bd98', coat: '#2f4f7f' },
  { hair: '#4a3626', skin: '#f0cba8', coat: '#6b3f5e' },
  { hair: '#1d1d24', skin: '#d9a983', coat: '#35604a' },
  { hair: '#6d6a66', skin: '#e3b48c', coat: '#70553a' },
] as const satisfies readonly FaceLook[];

let made = 0;

function somebody(given: {
  readonly name: string;
  readonly born: string;
  readonly order: number;
  readonly grounds: DemoPerson['grounds'];
  readonly language?: PersonLanguage;
  readonly ethnicGroup?: string;
}): DemoPerson {
  const { name, born, order, grounds, language = 'zh', ethnicGroup = '01' } = given;
  const at = made++;
  const details = {
    sex: order % 2 === 1 ? 1 : 2,
    ethnicGroup,
    hukouAddress: `示例省样本市示例镇 ${at + 1} 号`,
    residenceAddress: `示例市示例区样本路 ${10 + 3 * at} 号 ${1 + (at % 4)} 单元 ${101 + 100 * (at % 5)} 室`,
  } as const;
  const look = LOOKS[at % LOOKS.length] ?? LOOKS[0];
  return { name, citizenId: anIdNumber(born, order), language, details, grounds, look };
}

/** Each by what has become of their case on the day on which the office is opened. */
export const DEMO_PEOPLE = {
  /** Written down and not handed in. */
  draft: somebody({ name: '样例子', born: '1997-04-12', order: 11, grounds: 'none' }),
  /** Handed in with papers missing, which they were told, once. */
  'papers-missing': somebody({ name: '示小樱', born: '1994-08-21', order: 12, grounds: 'none' }),
  /** Waits for acceptance. */
  submitted: somebody({ name: '样𠮷', born: '1995-07-03', order: 22, grounds: 'exempt' }),
  /** Accepted, and in time. */
  accepted: somebody({ name: '样大明', born: '1986-01-30', order: 13, grounds: 'exempt' }),
  /** Accepted, and past the last day of the clock. */
  overdue: somebody({ name: '示方舟', born: '1979-09-11', order: 15, grounds: 'exempt' }),
  /** Approved; waits for a card. */
  approved: somebody({
    name: '示例·阿卜杜热合曼·样本',
    born: '1988-02-14',
    order: 1,
    grounds: 'exempt',
    ethnicGroup: '05',
    language: 'en',
  }),
  /** Refused with reasons, and appealed. */
  refused: somebody({ name: '样不及', born: '1990-12-02', order: 14, grounds: 'none' }),
  /** The card is made and lies in its drawer. */
  held: somebody({ name: '示秋月', born: '1983-10-05', order: 16, grounds: 'exempt' }),
  /** Holds an active card with entitlements of several departments. */
  entitled: somebody({ name: '样福全', born: '1991-11-05', order: 6, grounds: 'exempt', language: 'en' }),
  /** The month of the yearly endorsement has begun. */
  due: somebody({ name: '示春生', born: '1976-03-08', order: 17, grounds: 'exempt' }),
  /** The day of the endorsement has passed. */
  late: somebody({ name: '样迟来', born: '1968-02-29', order: 18, grounds: 'exempt' }),
  /** Called: the card is lost and on hold. */
  lost: somebody({ name: '示丢卡', born: '1999-06-18', order: 19, grounds: 'exempt' }),
  /** Somebody has to say whether these two are one. */
  duplicate: somebody({ name: '示例·双木', born: '1992-05-06', order: 31, grounds: 'exempt' }),
  'duplicate-again': somebody({ name: '示例双木', born: '1992-05-06', order: 33, grounds: 'exempt' }),
  /** Plain cases under review, which one person has signed for and another has to. */
  'batch-1': somebody({ name: '样甲一', born: '1989-03-03', order: 41, grounds: 'stay' }),
  'batch-2': somebody({ name: '样乙二', born: '1996-09-09', order: 42, grounds: 'stay' }),
  'batch-3': somebody({ name: '样丙三', born: '1985-12-12', order: 43, grounds: 'stay' }),
} as const satisfies Record<string, DemoPerson>;

export type Story = keyof typeof DEMO_PEOPLE;
