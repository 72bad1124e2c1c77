export { seededRandom } from '../faults/seeded-random.ts';
