import { done } from '../builders/case-work.ts';
import { acceptCase, approveCase, beginReview, enterCase, refuseCase, registerStay, submitCase } from './case-steps.ts';
import { issueCard, makeCard, takeInBlanks } from './card-steps.ts';
import { DEMO_PEOPLE, type Story } from './demo-people.ts';
import { citizenIdBirthDate } from '@residence-permit/shared/identifiers';
import type { CaseRef, DemoRecord } from './demo-record.ts';
import { aDrawnPaper } from './drawn-paper.ts';
import { grantEverything, registerDepartments } from './grant-steps.ts';
import type { OfficeDesk } from './office-desk.ts';
import { certifyTerminals, enrolTerminals } from './terminal-steps.ts';

/** What is carried from one day to a later one. */
export type Carried = {
  readonly cases: Partial<Record<Story, CaseRef>>;
  readonly cards: Partial<Record<Story, { readonly cardNumber: string; readonly serial: string }>>;
  terminals: DemoRecord['terminals'];
};

/** One day of the office before it is opened to visitors. */
export type SeedDay = {
  readonly daysAgo: number;
  /** Told while it is made. */
  readonly says: string;
  readonly work: (desk: OfficeDesk, carried: Carried, folder: string) => Promise<void>;
};

const BLANKS_TAKEN_IN = 16;
const BLANKS_NEW = 4;
const BATCH = ['batch-1', 'batch-2', 'batch-3'] as const;

/** Days in their order. Each is made under its own date, so that every clock, window and deadline is what the rules make of it. */
export const SEED_DAYS: readonly SeedDay[] = [
  {
    daysAgo: 400,
    says: 'a delivery of blanks, the keys of the departments',
    work: async (desk) => {
      await takeInBlanks(desk, BLANKS_TAKEN_IN);
      await registerDepartments(desk);
    },
  },
  { daysAgo: 397, says: 'a card whose endorsement will be missed', work: issue('late') },
  { daysAgo: 350, says: 'a card that is to be endorsed this month', work: issue('due') },
  {
    daysAgo: 230,
    says: 'three stays are registered',
    work: async (desk) => {
      for (const story of BATCH) await registerStay(desk, story, desk.today());
    },
  },
  { daysAgo: 120, says: 'a card that gets entitlements', work: issue('entitled') },
  {
    daysAgo: 100,
    says: 'entitlements of five departments',
    work: async (desk, { cards }) => grantEverything(desk, known(cards.entitled)),
  },
  { daysAgo: 60, says: 'a card that will be lost', work: issue('lost') },
  { daysAgo: 38, says: 'a case that will be refused', work: accept('refused') },
  {
    daysAgo: 25,
    says: 'a refusal with its reasons',
    work: async (desk, { cases }) => refuseCase(desk, known(cases.refused), REFUSAL),
  },
  { daysAgo: 20, says: 'a case that will be late', work: accept('overdue') },
  {
    daysAgo: 12,
    says: 'an appeal; a case whose card is made',
    work: async (desk, carried) => {
      const { applicationId } = known(carried.cases.refused);
      const grounds = '本人自去年九月起一直居住在本市，租房合同可以证明。';
      done(await desk.cases.fileAppeal(desk.as('refused.holder'), { applicationId, grounds }));
      await accept('held')(desk, carried);
    },
  },
  {
    daysAgo: 8,
    says: 'a card for the drawer',
    work: async (desk, carried) => {
      const ref = known(carried.cases.held);
      await approveCase(desk, ref);
      carried.cards.held = await makeCard(desk, ref);
    },
  },
  {
    daysAgo: 6,
    says: 'papers that are missing; cases to be decided together',
    work: async (desk, carried) => {
      await missPapers(desk, carried);
      for (const story of [...BATCH, 'approved', 'duplicate'] as const) await accept(story)(desk, carried);
    },
  },
  {
    daysAgo: 3,
    says: 'a batch, an approval, terminals of service points',
    work: async (desk, carried, folder) => {
      const refs = BATCH.map((story) => known(carried.cases[story]));
      for (const ref of refs) await beginReview(desk, ref);
      const applicationIds = refs.map(({ applicationId }) => applicationId);
      done(await desk.cardLife.proposeBatch(desk.as('reviewer'), { applicationIds }));
      await approveCase(desk, known(carried.cases.approved));
      await accept('accepted')(desk, carried);
      carried.terminals = await enrolTerminals(desk, folder);
      await certifyTerminals(desk, { folder, terminals: carried.terminals });
    },
  },
  {
    daysAgo: 1,
    says: 'a lost card, cases that were handed in, two persons who may be one',
    work: async (desk, carried) => {
      await reportLoss(desk, known(carried.cards.lost).cardNumber);
      carried.cases.submitted = await submitCase(desk, 'submitted');
      carried.cases['duplicate-again'] = await submitCase(desk, 'duplicate-again');
      carried.cases.draft = await enterCase(desk, 'draft');
      for (let made = 0; made < BLANKS_NEW; made += 1) desk.drawer.makeBlank();
    },
  },
];

const REFUSAL = [
  {
    code: 'RESIDENCE_SHORT',
    clause: 'Decree 663 art. 2',
    words: '居住登记未满六个月，且未提交免予计算的证明。 Registered residence is shorter than six months.',
  },
] as const;

/** From the counter to the holder's hand in one day. */
function issue(story: Story): SeedDay['work'] {
  return async (desk, carried) => {
    const ref = await acceptCase(desk, story);
    await approveCase(desk, ref);
    carried.cards[story] = await issueCard(desk, ref, story);
    carried.cases[story] = ref;
  };
}

function accept(story: Story) {
  return async (desk: OfficeDesk, { cases }: Carried): Promise<void> => {
    cases[story] = await acceptCase(desk, story);
  };
}

/** Handed in with the ID card alone; the rest is told, once. */
async function missPapers(desk: OfficeDesk, { cases }: Carried): Promise<void> {
  const ref = await enterCase(desk, 'papers-missing');
  const clerk = desk.as('clerk', ref);
  const { applicationId } = ref;
  done(await desk.cases.addEvidence(clerk, { applicationId, type: 'ID_CARD', content: await aDrawnPaper(90) }));
  done(await desk.cases.submit(clerk, ref));
  done(await desk.cases.requestSupplement(clerk, ref));
  cases['papers-missing'] = ref;
}

/** The holder calls, and says who they are. */
async function reportLoss(desk: OfficeDesk, cardNumber: string): Promise<void> {
  const { name, citizenId } = DEMO_PEOPLE.lost;
  const said = { holderName: name, birthDate: citizenIdBirthDate(citizenId), idTail: citizenId.slice(-4) };
  const caller = { name, relation: 'HOLDER', phone: '000-0000', said } as const;
  done(await desk.cardLife.holdCard(desk.as('clerk'), { cardNumber, channel: 'PHONE', caller }));
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new RangeError('carried: not made yet');
  return value;
}
