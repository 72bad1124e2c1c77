import type { Language } from './language.ts';
import { MESSAGES, type MessageId } from './message-table.ts';

/** The names in braces of a text. */
type BracesOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | BracesOf<Rest>
  : never;

/** What a message needs filled in, read from its Chinese and English texts. */
export type MessageValues<Id extends MessageId> = Readonly<Record<BracesOf<(typeof MESSAGES)[Id][Language]>, string>>;

/** Says messages in one language. Values are put in as they are; braces in them mean nothing. */
export type Say = <Id extends MessageId>(
  id: Id,
  ...values: [keyof MessageValues<Id>] extends [never] ? [] : [values: MessageValues<Id>]
) => string;

/** @throws RangeError never where the types hold: a brace without a value */
export function sayIn(language: Language): Say {
  return (id, ...[values]) => {
    const known: Readonly<Record<string, string>> = values ?? {};
    return MESSAGES[id][language].replaceAll(/\{([A-Za-z]+)\}/g, (_, name: string) => {
      const value = known[name];
      if (value === undefined) throw new RangeError(`values: no ${name} for ${id}`);
      return value;
    });
  };
}
