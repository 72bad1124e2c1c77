/** What one section of the bench measured: dotted key → number, and remarks that a reader of the table needs. */
export type Section = { readonly figures: Readonly<Record<string, number>>; readonly remarks: readonly string[] };
