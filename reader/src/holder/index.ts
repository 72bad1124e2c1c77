export { DATA_GROUP_TITLES } from './data-group-titles.ts';
export type { LoggedAccess, LoggedTerminal } from './describe-access.ts';
export { type HolderReading, readHolderCard } from './read-holder-card.ts';
export type { ViewedGrant, ViewedSlot, ViewedUse } from './view-grants.ts';
export {
  type HolderView,
  type ViewedEndorsement,
  type ViewedGroup,
  type ViewHolderCard,
  viewHolderCard,
} from './view-holder-card.ts';
