import type { ProductionUseCases } from '../../adapters/http/api/production/production-use-cases.ts';
import type { CaseDeps } from '../../use-cases/applications/index.ts';
import { onCard } from '../../use-cases/production/index.ts';
import type { Production } from './make-production.ts';

/** Production for whoever has the right to each step. */
export function guardProduction(deps: CaseDeps, production: Production): ProductionUseCases {
  return {
    reserveCard: (by, input) =>
      onCard(deps, by, { ...input, action: 'card.produce' }, (officer) => production.reserveCard(officer, input)),
    produceCard: (by, input) =>
      onCard(deps, by, { ...input, action: 'card.produce' }, (officer) => production.produceCard(officer, input)),
    readBackCard: (by, input) =>
      onCard(deps, by, { ...input, action: 'card.produce' }, (officer) => production.readBackCard(officer, input)),
    checkQuality: (by, input) =>
      onCard(deps, by, { ...input, action: 'card.quality-check' }, (officer) =>
        production.checkQuality(officer, input),
      ),
    handOverCard: (by, input) =>
      onCard(deps, by, { ...input, action: 'card.hand-over' }, (officer) => production.handOverCard(officer, input)),
    putBackCard: (by, input) =>
      onCard(deps, by, { ...input, action: 'card.take-back' }, (officer) => production.putBackCard(officer, input)),
    activateCard: (by, input) =>
      onCard(deps, by, { ...input, action: 'card.activate' }, (officer) => production.activateCard(officer, input)),
    readCardSecret: (by, input) =>
      onCard(deps, by, { ...input, action: input.kind === 'can' ? 'card.produce' : 'card.hand-over' }, (officer) =>
        production.readCardSecret(officer, input),
      ),
    readCardFace: (by, input) =>
      onCard(deps, by, { ...input, action: 'card.produce' }, (officer) => production.readCardFace(officer, input)),
    setAsideCard: (by, input) =>
      onCard(deps, by, { ...input, action: 'card.quarantine' }, (officer) => production.setAsideCard(officer, input)),
  };
}
