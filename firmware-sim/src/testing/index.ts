export { seededRandom } from './seeded-random.ts';
export { workedExample } from './worked-example.ts';
export {
  allRights,
  type CertifiedKey,
  certify,
  CLINIC_RIGHTS,
  CLINIC_TERMINAL,
  CVCA,
  NON_OFFICIAL_DV,
  OFFICE_TERMINAL,
  OFFICIAL_DV,
} from './test-authority.ts';
export { activeCells, TEST_CAN, TEST_PERMIT_REF, TEST_PIN, TEST_PUK, testCard } from './test-card.ts';
export { TestPersonaliser } from './test-personaliser.ts';
export { TestTerminal } from './test-terminal.ts';
