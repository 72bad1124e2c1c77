export { type Acceptance, type AcceptRefusal, makeAcceptApplication } from './accept-application.ts';
export type { CaseDeps, CaseFile, CaseRefusal } from './case-file.ts';
export { type DecideApplication, type DecideRefusal, makeDecideApplication } from './decide-application.ts';
export {
  type ApplicationEntered,
  type EnterApplication,
  type EnterRefusal,
  makeEnterApplication,
  type PersonKeyring,
  type SaidFact,
} from './enter-application.ts';
export { makeSubmitApplication, type SubmitRefusal } from './submit-application.ts';
export { LOCK_S, makeTakeCase, type TakeRefusal } from './take-case.ts';
