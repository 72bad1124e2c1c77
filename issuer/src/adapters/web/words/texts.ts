/** Sentences by their keys, in groups. `{{name}}` stands for a value. */
export type Texts = { readonly [Key in string]: string | Texts };

/** The same keys in another language: a missing one fails to compile, and so does one too many. */
export type SameKeys<Of> = { readonly [Key in keyof Of]: Of[Key] extends string ? string : SameKeys<Of[Key]> };
