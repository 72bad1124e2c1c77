import { expect, test } from 'vitest';
import { type CommandOutput, writeFailure, writeResult } from './command-output.ts';
import { printable } from './printable.ts';

function written(json: boolean) {
  const texts: string[] = [];
  const write = (text: string): void => void texts.push(text);
  const output: CommandOutput = { json, language: 'en', write, remark: write };
  return { output, texts };
}

test('what simply stands there stays', () => {
  const line = '样本·示例  Ünïcode 𠮷  – 12 %';
  expect(printable(line)).toBe(line);
});

test.each([
  ['an escape sequence', 'name\u001b[2K\u001b[1Agenuine'],
  ['its one-byte form', 'name\u009b2K'],
  ['a carriage return', 'NOT GENUINE\rgenuine'],
  ['a line of its own', 'name\n  Chip is no copy  yes'],
  ['a turn of direction', 'name \u202egenuine'],
  ['an isolated direction', 'name \u2067genuine'],
])('%s in a text of a card cannot write over the tool’s own words', (_, text) => {
  const { output, texts } = written(false);
  writeResult(output, {}, [text, 'second']);
  expect(texts.join('').split('\n')).toEqual([expect.stringContaining('\ufffd'), 'second', '']);
  for (const turn of ['\u001b', '\u009b', '\r', '\u202e', '\u2067']) expect(texts.join('')).not.toContain(turn);
});

test('nor can the detail of a failure', () => {
  const { output, texts } = written(false);
  writeFailure(output, new Error('bad\u001b[2K name'));
  expect(texts.join('')).not.toContain('\u001b');
});

test('a program gets the text as it is, escaped by JSON', () => {
  const { output, texts } = written(true);
  writeResult(output, { name: 'a\u001b[2K' }, []);
  expect(JSON.parse(texts.join(''))).toEqual({ name: 'a\u001b[2K' });
  expect(texts.join('')).not.toContain('\u001b');
});
