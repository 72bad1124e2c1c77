export { decidePurposes, MAX_TERMINAL_PURPOSES, type PurposesRefusal } from './decide-purposes.ts';
export {
  makeListPurposeProposals,
  makeProposePurposes,
  makePublishPurposes,
  type ProposePurposesRefusal,
  type PublishPurposesRefusal,
} from './publish-purposes.ts';
export { FIRST_PURPOSES, purposesInForce } from './purposes-in-force.ts';
export { makeReadPurposes } from './read-purposes.ts';
