export { seededRandom } from './seeded-random.ts';
export { workedExample } from './worked-example.ts';
export { CLINIC_RIGHTS, CLINIC_TERMINAL, type CertifiedKey, CVCA, NON_OFFICIAL_DV } from './test-authority.ts';
export { activeCells, testCard } from './test-card.ts';
