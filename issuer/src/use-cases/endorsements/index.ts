export { type EndorseRefusal, makeEndorsePermit } from './endorse-permit.ts';
export { anchorOf, endorsementRulesOf } from './endorsement-rules-of.ts';
export { type EndorsementPreview, makePreviewEndorsement, type PreviewRefusal } from './preview-endorsement.ts';
export { makeFollowRefusal } from './follow-refusal.ts';
export { makeRemindEndorsements, type RemindersSent, TOLD_OF_LAPSE } from './remind-endorsements.ts';
