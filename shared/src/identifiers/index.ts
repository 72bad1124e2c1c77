export { type CitizenId, citizenIdBirthDate, citizenIdSex, parseCitizenId } from './citizen-id.ts';
export { type CreditCode, parseCreditCode } from './credit-code.ts';
export { type ForeignerId, parseForeignerId } from './foreigner-id.ts';
export { type PermitNumber, parsePermitNumber } from './permit-number.ts';
