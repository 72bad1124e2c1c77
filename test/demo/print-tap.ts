import { CODES } from '@residence-permit/shared/errors';
import { ANSWER_IDS } from '@residence-permit/shared/purposes';
import { type CardName, PEOPLE } from './people.ts';
import type { DemoTap } from './run-demo.ts';
import { tapJson } from './tap-json.ts';

const MARKS = { yes: '✓', no: '✗', unknown: '?' } as const;

/** What stands above the five taps of one card. */
export function cardHeading(card: CardName): string {
  const person = PEOPLE.find((one) => one.card === card);
  const replaces = person?.replaces === undefined ? '' : `, replaces “${person.replaces}”`;
  return `\n${card}: ${person?.record.name ?? ''}${replaces}\n${legend()}`;
}

function legend(): string {
  return `  ${'terminal'.padEnd(30)}${'verdict'.padEnd(11)}${'A C F G E'.padEnd(11)}${'APDUs'.padStart(5)}${'bytes'.padStart(7)}${'chip ms'.padStart(9)}${'host ms'.padStart(9)}  sees`;
}

/** One line for the tap, and one for each reason that counts against the card. */
export function printTap(tap: DemoTap): string {
  const { point, result } = tap;
  const line = tapJson(tap);
  const marks = ANSWER_IDS.map((id) => MARKS[result.answers[id].answer]).join(' ');
  const sees = line.fields.length === 0 ? 'no personal field' : line.fields.join(', ');
  const counted = line.reasons.filter((code) => code !== 'NOT_ASKED');
  return [
    `  ${point.title.padEnd(30)}${line.verdict.padEnd(11)}${marks.padEnd(11)}${String(line.apdus).padStart(5)}${String(line.bytes).padStart(7)}${line.modelMs.toFixed(0).padStart(9)}${line.hostMs.toFixed(1).padStart(9)}  ${sees}`,
    ...counted.map((code) => `  ${''.padEnd(30)}${code}: ${CODES[code].meaning}`),
  ].join('\n');
}

/** What the letters and marks mean. */
export const LEGEND = [
  'A authentic   C current   F in function   G chip genuine   E entitled     ✓ yes   ✗ no   ? unknown or not asked',
  'chip ms: modelled time of a modern chip at 424 kbit/s; host ms: this program’s own work',
].join('\n');
