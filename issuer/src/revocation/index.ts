export { makeChangeStanding } from './change-standing.ts';
export { decideStanding, type StandingChange, type StandingRefusal } from './decide-standing.ts';
export { makeReplaceCard, type ReplaceRefusal } from './replace-card.ts';
