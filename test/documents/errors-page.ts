import { CODES, type Code, EXPLANATIONS } from '@residence-permit/shared/errors';

const HEADINGS = {
  decode: [
    'Bytes that are not in the format',
    'Thrown as `DecodeError` with the byte offset; `verifyCard` turns them into a reason.',
  ],
  reason: [
    'Reasons in a verdict',
    'Returned beside an answer that is not yes; some are also what a session throws when the tap ends early.',
  ],
  world: [
    'Faults of card, reader, key, file or setting',
    'Thrown as `PermitError` or one of its classes, with `cause`.',
  ],
} as const satisfies Record<(typeof CODES)[Code]['kind'], readonly [title: string, use: string]>;

/** The whole of docs/errors.md, made from the tables, so that page and code cannot differ. */
export function errorsPage(): string {
  const parts = [
    '# Codes',
    'Every code that this product can show. The list is closed: `shared/src/errors/codes.ts` holds it, this page is made from it by `npm run docs`, and a test holds list, page and tests together. ' +
      '`permit-reader explain CODE` prints the same on the command line.',
  ];
  for (const kind of ['reason', 'decode', 'world'] as const) {
    const [title, use] = HEADINGS[kind];
    parts.push(`## ${title}`, use, table(kind));
  }
  return `${parts.join('\n\n')}\n`;
}

function table(kind: (typeof CODES)[Code]['kind']): string {
  const rows = Object.entries(CODES)
    .filter(([, entry]) => entry.kind === kind)
    .map(([code, entry]) => {
      const explanation = EXPLANATIONS[code as Code];
      return `| \`${code}\` | ${entry.meaning} | ${explanation.remedy} | ${explanation.zh.meaning}${explanation.zh.remedy} |`;
    });
  return ['| code | meaning | what to do | 中文 |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
