import type * as z from 'zod';
import { CardsView, DemonstrationView } from '../../../http/api/demonstration/demonstration-routes.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showPage } from '../../page/shown.ts';
import { ofCaseAddress } from '../cards/way-to-card.ts';
import { caseAddress } from '../cases/case-address.ts';
import { GUIDED_STEPS, type GuidedStep, standingOf } from './guided-steps.ts';

type Guided = NonNullable<z.output<typeof DemonstrationView>['guided']>;
type Cards = z.output<typeof CardsView>['cards'];

/** A card in five steps: how far the case is, whose turn it is, and a button that makes the visitor that officer. */
export const stepsPage: PageDefinition = { path: '/demonstration/steps', access: 'public', show: showSteps };

async function showSteps({ ask, language }: PageRequest): Promise<Shown> {
  const read = await ask('readDemonstration', { reply: DemonstrationView });
  if (read.kind === 'problem') return read;
  const lying = await ask('listDemonstrationCards', { reply: CardsView });
  if (lying.kind === 'problem') return lying;
  const { guided, logins, reader } = read.body;
  const [{ password } = { password: '' }] = logins;
  const steps = GUIDED_STEPS.map((step) => {
    const { name, login } = step;
    const title = logins.find((one) => one.login === login)?.titles[language] ?? login;
    return {
      name,
      login,
      title,
      ...(guided === undefined ? { standing: 'later' } : stepIn(guided, step, lying.body.cards)),
    };
  });
  return showPage('demonstration/steps', { guided, steps, password, reader });
}

/** Where that step is done, and which card is laid on the reader for it. */
function stepIn({ number, applicationId, holderName, state }: Guided, step: GuidedStep, cards: Cards) {
  const standing = standingOf(step, state);
  const named = { number, id: applicationId };
  const next = step.at === 'card' ? ofCaseAddress(named) : caseAddress(named);
  const own = step.lay === 'own' ? cards.find(({ front }) => front?.holderName === holderName) : undefined;
  // A card that is being written already goes on lying where it lies.
  const isBegun = state === 'IN_PRODUCTION';
  const blank = step.lay === 'blank' && !isBegun ? cards.find(({ account }) => account === 'VAULT') : undefined;
  return { standing, next, serial: (own ?? blank)?.serial };
}
