import { PermitError } from '@residence-permit/shared/errors';
import { describeCard } from '../card/index.ts';
import { fileStorage, findServingProcess } from '../image/index.ts';
import type { Report } from './report.ts';

/**
 * What an image holds as far as it is nobody's business: life cycle, versions, lengths and hashes of files. No personal data,
 * no keys. May be called while the card is served; it then shows the last commit.
 * @throws PermitError IMAGE_BAD
 */
export function showCard(image: string, report: Report): void {
  const state = fileStorage(image).load();
  if (state === undefined) throw new PermitError('IMAGE_BAD', { detail: `no file ${image}` });
  const description = { ...describeCard(state), inserted: findServingProcess(image) !== undefined };
  report(description, describeInWords(description));
}

function describeInWords(description: object): string {
  return Object.entries(description)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.map(inOneLine).join('') : String(value)}`)
    .join('\n');
}

function inOneLine(item: object): string {
  const members = Object.entries(item).map(([name, value]) => `${name} ${String(value)}`);
  return `\n  ${members.join(' · ')}`;
}
