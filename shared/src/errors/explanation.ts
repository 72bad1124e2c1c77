/** What a person is told about a code besides its English meaning: what to do, and both in Chinese. */
export type Explanation = {
  readonly remedy: string;
  readonly zh: { readonly meaning: string; readonly remedy: string };
};
