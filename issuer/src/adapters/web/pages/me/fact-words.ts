import type { PageRequest } from '../../page/page.ts';

/** The name of a fact in words; one that has none keeps its code. */
export function factWords({ say, has }: PageRequest, name: string): string {
  if (has(`me.fact.${name}`)) return say(`me.fact.${name}`);
  return has(`lists.fact.${name}`) ? say(`lists.fact.${name}`) : name;
}

/** Its value: codes in words; what people typed stays as it is, and is Chinese. */
export function valueWords(
  { say, has }: PageRequest,
  { name, value }: { readonly name: string; readonly value: string },
): { readonly text: string; readonly isTyped: boolean } {
  const list = name === 'person.sex' ? 'sex' : name === 'person.ethnicGroup' ? 'ethnicGroup' : 'value';
  const key = `lists.${list}.${value}`;
  const isCode = !name.startsWith('person.') || list !== 'value';
  return isCode && has(key) ? { text: say(key), isTyped: false } : { text: value, isTyped: true };
}
