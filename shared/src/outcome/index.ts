export { type Outcome, ok, refused } from './outcome.ts';
