export { aBlank, onReader, SUPPLIER_MASTER, SUPPLIER_MASTER_HEX } from './a-blank.ts';
export { aCard, type BuiltCard, replacementOf } from './a-card.ts';
export { aRecord } from './a-record.ts';
export { accept, anOffice, CATALOGUE, DEMO_AT, type Office, type PlaceCard, UTC_OFFSET_MINUTES } from './an-office.ts';
export { aPortrait } from './portrait.ts';
export { readBackInProcess } from './read-back-in-process.ts';
export { seededRandom } from './seeded-random.ts';
