import type { Transcript } from './transcript.ts';

const RULE = '-'.repeat(78);

/** The transcript as it is printed and signed on paper, 78 characters wide where names allow. */
export function printTranscript(transcript: Transcript): string {
  const { participants, software } = transcript;
  const width = Math.max(...participants.map(({ role }) => role.length)) + 2;
  return [
    ...(transcript.dryRun ? ['*** DRY RUN *** NOTHING WAS WRITTEN *** THESE KEYS ARE GONE ***', ''] : []),
    transcript.title.toUpperCase(),
    transcript.authority,
    RULE,
    `Place      ${transcript.place}`,
    `Begun      ${transcript.begun}`,
    `Ended      ${transcript.ended}`,
    `Ceremony   ${transcript.ceremony}`,
    `Software   permit-issuer ${software.version}, commit ${software.commit}, Node ${software.node}`,
    `Threshold  ${transcript.threshold} of ${transcript.custodians} custodians`,
    '',
    'PRESENT',
    ...participants.map(({ role, name }) => `  ${role.padEnd(width)}${name}`),
    '',
    'STEPS',
    ...transcript.steps.map(({ at, did }, index) => `  ${String(index + 1).padStart(2)}  ${at}  ${did}`),
    '',
    'PUBLIC KEYS (SHA-256)',
    ...transcript.publicKeys.flatMap(({ key, algorithm, sha256, kept }) => [
      `  ${key} (${algorithm}), ${kept}`,
      `      ${groupsOf(sha256)}`,
    ]),
    '',
    ...(transcript.shares.length === 0 ? [] : ['SHARES']),
    ...transcript.shares.map(
      ({ id, key, custodian, name, kept }) => `  ${id}  ${key.padEnd(10)} custodian ${custodian}, ${name}: ${kept}`,
    ),
    ...(transcript.shares.length === 0 ? [] : ['']),
    'FILES (SHA-256)',
    ...transcript.files.flatMap(({ path, sha256 }) => [`  ${path}`, `      ${groupsOf(sha256)}`]),
    RULE,
    'SHA-256 of this transcript',
    `      ${groupsOf(transcript.sha256)}`,
    '',
    'I was present, saw these steps and compared the numbers above with the screen.',
    '',
    ...participants
      .filter(({ role }) => role === 'witness' || role === 'custodian')
      .flatMap(({ role, name }) => ['', `  ${'_'.repeat(34)}  ${name} (${role})`]),
    '',
  ].join('\n');
}

/** Eight groups of eight digits, to be read aloud. */
function groupsOf(sha256: string): string {
  return sha256.match(/.{1,8}/g)?.join(' ') ?? sha256;
}
