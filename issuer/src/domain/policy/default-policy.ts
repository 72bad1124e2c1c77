import { DEFAULT_PAPERS } from './default-papers.ts';
import { DEFAULT_RETENTION } from './default-retention.ts';
import { parsePolicySet } from './parse-policy-set.ts';
import type { PolicySetInput } from './policy-set.ts';

/**
 * The policy of the test jurisdiction, area code 800000, which no place has: the decree, and where it leaves a question
 * open, the rule that is the stricter for the office and the milder for the holder.
 */
export const DEFAULT_POLICY_INPUT: PolicySetInput = {
  jurisdiction: '800000',
  version: '2026-1',
  titles: { zh: '示例市居住证规则', en: 'Residence permit rules of the sample city' },
  effectiveFrom: '2016-01-01',
  calendar: {
    holidays: [
      '2026-01-01',
      '2026-01-02',
      '2026-02-16',
      '2026-02-17',
      '2026-02-18',
      '2026-02-19',
      '2026-02-20',
      '2026-04-06',
      '2026-05-01',
      '2026-05-04',
      '2026-06-19',
      '2026-09-25',
      '2026-10-01',
      '2026-10-02',
      '2026-10-05',
      '2026-10-06',
      '2026-10-07',
    ],
    workedWeekendDays: ['2026-02-14', '2026-10-10'],
  },
  clock: {
    calendar: 'calendar',
    acceptanceDays: 15,
    maxDays: 30,
    extensionGrounds: [
      { id: 'REMOTE_AREA', titles: { zh: '偏远地区', en: 'Remote area' }, clause: 'Decree 663 art. 9' },
      { id: 'POOR_TRANSPORT', titles: { zh: '交通不便', en: 'Poor transport' }, clause: 'Decree 663 art. 9' },
      { id: 'SPECIAL_CASE', titles: { zh: '特殊情况', en: 'Special circumstances' }, clause: 'Decree 663 art. 9' },
    ],
    clause: 'Decree 663 art. 9',
  },
  terms: { supplementDays: 30, uncollectedDays: 180, changeDays: 10, reconsiderationDays: 60, lawsuitMonths: 6 },
  eligibility: {
    residenceMonths: 6,
    countFrom: 'REGISTRATION',
    maxGapDays: 0,
    grounds: [
      { ground: 1, clause: 'Decree 663 art. 2: lawful stable job' },
      { ground: 2, clause: 'Decree 663 art. 2: lawful stable dwelling' },
      { ground: 3, clause: 'Decree 663 art. 2: continuous study' },
    ],
    groundsNeeded: 1,
    exemptions: [
      { exemption: 'INVESTOR', clause: 'Zhejiang art. 16' },
      { exemption: 'TALENT', clause: 'Zhejiang art. 16' },
    ],
    clauses: {
      residence: 'Decree 663 art. 2: half a year or more',
      grounds: 'Decree 663 art. 2: job, dwelling or study',
      hukouElsewhere: 'Decree 663 art. 2: away from the place of hukou',
    },
  },
  serviceClasses: {
    rules: [
      {
        serviceClass: 1,
        criteria: [{ kind: 'EXEMPTION', anyOf: ['INVESTOR', 'TALENT'] }],
        clause: 'Zhejiang art. 28; rules of the sample city, class 1',
      },
      {
        serviceClass: 2,
        criteria: [
          { kind: 'RESIDENCE_MONTHS', atLeast: 36 },
          { kind: 'GROUND', ground: 1 },
          { kind: 'GROUND', ground: 2 },
        ],
        clause: 'Zhejiang art. 28; rules of the sample city, class 2',
      },
      { serviceClass: 3, criteria: [], clause: 'Zhejiang art. 28; rules of the sample city, class 3' },
    ],
  },
  endorsement: {
    anchor: 'ISSUE_DATE',
    windowMonths: 1,
    dueDay: 'INCLUSIVE',
    residenceYearsOnLapse: 'PAUSE',
    onRefusal: 'TERMINATE',
    reminderDays: [30, 7],
    clauses: {
      window: 'Decree 663 art. 10: within the month before each full year',
      lapse: 'Decree 663 art. 10: use function suspended until endorsed',
      refusal: 'Zhejiang art. 19; Hangzhou arts. 19 and 21',
    },
  },
  lossHold: { byPhone: true, lift: 'CARD_AND_IDENTITY', remindAfterDays: 14 },
  registration: {
    minStayDays: 3,
    relativeStayDays: 30,
    registerWorkingDays: 3,
    reportWorkingDays: 3,
    clause: 'Hangzhou rules on residence registration',
  },
  papers: DEFAULT_PAPERS,
  fees: {
    FIRST: { amountFen: 0, clause: 'Decree 663 art. 21: first issue free' },
    EXCHANGE_DAMAGED: { amountFen: 1500, clause: 'Decree 663 art. 21: cost of the card' },
    REISSUE_LOST: { amountFen: 1500, clause: 'Decree 663 art. 21: cost of the card' },
    CHANGE_DATA: { amountFen: 0, clause: 'Rules of the sample city' },
    ENDORSE: { amountFen: 0, clause: 'Decree 663 art. 21: endorsement free' },
    CANCEL: { amountFen: 0, clause: 'Rules of the sample city' },
    CORRECT_ERROR: { amountFen: 0, clause: 'Hangzhou art. 18: error of the authority' },
  },
  retention: DEFAULT_RETENTION,
  statistics: { smallCell: 5 },
};

/** The default policy, checked. */
export const DEFAULT_POLICY = parsePolicySet(DEFAULT_POLICY_INPUT);
