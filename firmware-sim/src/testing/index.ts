export { seededRandom } from './seeded-random.ts';
export { workedExample } from './worked-example.ts';
