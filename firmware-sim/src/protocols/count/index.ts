export { count } from './count.ts';
