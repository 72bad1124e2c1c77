import { workedExample } from '@residence-permit/firmware-sim/testing';

const BEGIN = '<!-- worked example -->';
const END = '<!-- end of worked example -->';

/** docs/card-profile.md with its worked example made anew; the rest is kept as it is written. @throws RangeError without the marks */
export function cardProfilePage(page: string): string {
  const [before, rest, ...more] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined || more.length > 0) {
    throw new RangeError('page: want one worked example between its marks');
  }
  return `${before}${BEGIN}\n\n\`\`\`text\n${workedExample()}\n\`\`\`\n\n${END}${after}`;
}
