import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import nunjucks from 'nunjucks';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, makeWords, PAGE_TEXTS } from '../index.ts';
import { NEVER_KEPT } from '../page/never-kept.ts';
import { TEMPLATES } from './web-folders.ts';

const words = makeWords(PAGE_TEXTS);
const names = readdirSync(TEMPLATES, { recursive: true }).map(String);
const templates = names.filter((name) => name.endsWith('.njk'));
const sources = [...templates, ...names.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))];

/** Keys that are written out whole: `say('a.b')`. Those that are put together are checked where their parts are listed. */
function keysIn(name: string): readonly string[] {
  const text = readFileSync(join(TEMPLATES, name), 'utf8');
  return [...text.matchAll(/\bsay\(\s*'([a-zA-Z0-9_.-]+)'\s*[,)]/g)].map(([, key = '']) => key);
}

describe('the templates', () => {
  it.each(templates)('%s is well-formed', (name) => {
    expect(() => nunjucks.precompile(join(TEMPLATES, name), { name, env: new nunjucks.Environment() })).not.toThrow();
  });

  it('say nothing that nobody wrote', () => {
    const said = sources.flatMap(keysIn);
    expect(said.length).toBeGreaterThan(40);
    expect(said.filter((key) => !words.has(key))).toEqual([]);
  });

  it('hold no words of their own: what is between tags is said by key', () => {
    const found = templates.flatMap((name) => {
      const text = readFileSync(join(TEMPLATES, name), 'utf8')
        .replaceAll(/\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}|\{#[\s\S]*?#\}/g, '')
        .replaceAll(/<[^>]*>/g, ' ');
      return /\p{L}{2,}/u.test(text) ? [`${name}: ${text.trim().replaceAll(/\s+/g, ' ')}`] : [];
    });
    expect(found).toEqual([]);
  });
});

describe('the fields of the forms', () => {
  it('let nothing wait that is a secret', () => {
    const fields = templates.flatMap((name) =>
      [...readFileSync(join(TEMPLATES, name), 'utf8').matchAll(/govukInput\(\{.*?\}\) \}\}/gs)].map(([field]) => field),
    );
    const secret = fields.filter((field) => /type: "password"|autocomplete: "one-time-code"/.test(field));
    const names = secret.map((field) => /\bname: "(\w+)"/.exec(field)?.[1] ?? field);
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !NEVER_KEPT.includes(name))).toEqual([]);
  });
});

describe('the sentences', () => {
  const flat = (texts: object, path = ''): readonly (readonly [string, string])[] =>
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value] as const] : flat(value, `${path}${key}.`),
    );
  const [zh, en] = LANGUAGES.map((language) => new Map(flat(PAGE_TEXTS[language])));

  it('have every key in both languages', () => {
    expect([...(zh?.keys() ?? [])].toSorted()).toEqual([...(en?.keys() ?? [])].toSorted());
  });

  it('name the same values in both', () => {
    const valuesIn = (text: string | undefined) => (text?.match(/\{\{?\w+\}?\}/g) ?? []).toSorted();
    for (const [key, text] of zh ?? []) expect(valuesIn(en?.get(key)), key).toEqual(valuesIn(text));
  });

  it('are Chinese in Chinese, and nothing is empty', () => {
    for (const [key, text] of zh ?? []) {
      const words = text.replaceAll(/\{\{?\w+\}?\}/g, '');
      const isForeign = /\p{L}{3,}/u.test(words) && !/\p{Script=Han}/u.test(words);
      expect(isForeign && key !== 'common.languages.en', `${key}: ${text}`).toBe(false);
    }
    for (const [key, text] of en ?? []) expect(text.trim(), key).not.toBe('');
  });
});
