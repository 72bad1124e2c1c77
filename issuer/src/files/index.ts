export { type Audience, readFileWhole, writeFileWhole } from './write-file-whole.ts';
