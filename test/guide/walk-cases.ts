import type { Page } from 'playwright-core';
import { anIdNumber } from '../builders/invented-people.ts';
import type { GuideVisit } from './a-guide-visit.ts';
import { keepPictures } from './keep-pictures.ts';
import type { GuideLanguage } from './guide-names.ts';
import { languageOf } from '../web/language-of.ts';
import { press } from './on-page.ts';

const DESK_PIN = '274913';
/** As a reviewer writes it: in the language of the applicant. */
const REASON: Readonly<Record<GuideLanguage, string>> = {
  zh: '经向出租人核实，所交租赁合同不真实，也没有其他住所、就业或就读的证明。',
  en: 'The landlord says that the lease is not genuine, and no other paper shows a dwelling, a job or a study.',
};
/** Job, dwelling or study, among the conditions. */
const CLAUSE = { index: 2 };

/** The desk of a clerk and of a reviewer, and a case from the counter to its decision. */
export async function walkCases(visit: GuideVisit): Promise<void> {
  const stranger = await visit.aStranger();
  await stranger.goto(`${visit.url}/sign-in`);
  await keepPictures(stranger, 'sign-in');
  const clerk = await visit.at('clerk');
  await keepPictures(clerk, 'home', { isWhole: true });
  await lockAndComeBack(visit, clerk);
  await atCounter(visit, clerk);
  await decide(visit, await visit.at('reviewer'));
}

/** A PIN for the desk is set, the desk locked, and opened by the PIN. */
async function lockAndComeBack({ url, password }: GuideVisit, clerk: Page): Promise<void> {
  await clerk.goto(`${url}/settings`);
  await clerk.locator('#deskPin').fill(DESK_PIN);
  await clerk.locator('#deskPinPassword').fill(password);
  await press(clerk, 'settings.desk-pin-button');
  await press(clerk, 'common.lock');
  await keepPictures(clerk, 'locked');
  await clerk.locator('#pin').fill(DESK_PIN);
  await press(clerk, 'session.unlock.pin-button');
}

async function atCounter({ url, caseOf }: GuideVisit, clerk: Page): Promise<void> {
  await clerk.goto(`${url}/office/cases/new`);
  await keepPictures(clerk, 'enter', {
    until: '#ethnicGroup',
    again: async () => {
      await clerk.locator('#citizenId').fill(anIdNumber('1988-02-14', 3));
      await clerk.locator('#name').fill('样例丁·示例');
    },
  });
  await clerk.goto(`${caseOf('draft')}/facts`);
  await keepPictures(clerk, 'facts', {
    again: async () => {
      await clerk.locator('input[name=hukou][value=ELSEWHERE]').check();
      await clerk.locator('input[name=dwelling][value=yes]').check();
    },
  });
  await clerk.goto(`${caseOf('papers-missing')}/papers`);
  await keepPictures(clerk, 'papers');
  await clerk.goto(caseOf('draft'));
  await press(clerk, 'cases.acts.submit');
  await press(clerk, 'cases.acts.supplement');
  await keepPictures(clerk, 'supplement');
  await clerk.goto(caseOf('submitted'));
  await keepPictures(clerk, 'accept', { until: '.govuk-task-list' });
  await press(clerk, 'cases.acts.accept');
  await keepPictures(clerk, 'accepted');
}

async function decide({ url, caseOf, prove }: GuideVisit, reviewer: Page): Promise<void> {
  await reviewer.goto(`${url}/office/cases?queue=review`);
  await keepPictures(reviewer, 'queue');
  await reviewer.goto(`${caseOf('refused')}/eligibility`);
  await keepPictures(reviewer, 'eligibility');
  await reviewer.goto(caseOf('submitted'));
  await press(reviewer, 'cases.acts.take');
  const approve = async () => reviewer.locator('input[name=outcome][value=APPROVED]').check();
  const lookOver = async () => {
    await approve();
    await press(reviewer, 'cases.decision.check');
  };
  await reviewer.goto(`${caseOf('submitted')}/decision`);
  await keepPictures(reviewer, 'decision', { again: approve });
  await keepPictures(reviewer, 'decision-check', { again: lookOver });
  await reviewer.goto(`${caseOf('submitted')}/decision`);
  await keepPictures(reviewer, 'prove', {
    again: async () => {
      await lookOver();
      await press(reviewer, 'cases.decision.do-APPROVED');
    },
  });
  await prove(reviewer);
  await reviewer.goto(caseOf('overdue'));
  await press(reviewer, 'cases.acts.take');
  await reviewer.goto(`${caseOf('overdue')}/decision`);
  await keepPictures(reviewer, 'refusal', {
    again: async () => {
      await reviewer.locator('input[name=outcome][value=REFUSED]').check();
      await reviewer.locator('#clause').selectOption(CLAUSE);
      await reviewer.locator('#words').fill(REASON[await languageOf(reviewer)]);
    },
  });
}
