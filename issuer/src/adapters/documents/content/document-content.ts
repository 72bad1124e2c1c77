/** A part of a printed document, top to bottom. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  /** Label and value beside each other. */
  | { readonly kind: 'rows'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Lines to sign on, beside each other. */
  | { readonly kind: 'signatures'; readonly labels: readonly string[] };

/** What a document says in one language, before it has a shape. */
export type DocumentContent = { readonly title: string; readonly blocks: readonly Block[] };
