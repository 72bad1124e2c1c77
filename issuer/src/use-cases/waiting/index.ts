export { makeListWaiting, WAITING_ACTIONS } from './list-waiting.ts';
