export { type AdmitAppealRefusal, makeAdmitAppeal } from './admit-appeal.ts';
export type { AppealRefusal } from './appeal-file.ts';
export { type DecideAppeal, type DecideAppealRefusal, makeDecideAppeal } from './decide-appeal.ts';
export { type AppealFiled, type FileAppeal, type FileAppealRefusal, makeFileAppeal } from './file-appeal.ts';
export { makeWithdrawAppeal, type WithdrawAppealRefusal } from './withdraw-appeal.ts';
