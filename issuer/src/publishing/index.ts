export { bundleOf, type Catalogue } from './bundle-of.ts';
export { BUNDLE_LIFE_DAYS, makePublishTrust, STATUS_LIFE_DAYS, type TrustFiles } from './publish-trust.ts';
export { statusListOf } from './status-list-of.ts';
export { writeTrustFolder } from './write-trust-folder.ts';
export { type AboutFolder, writeAboutFiles } from './write-about-files.ts';
export { type PreviousLists, type PublishedDelta, readPreviousLists } from './previous-lists.ts';
export { type Standings, standingsOfRegister, type TakeStandings } from './standing-source.ts';
