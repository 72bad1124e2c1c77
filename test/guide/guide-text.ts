/** What a test asks of a guide. */
export type GuideText = {
  /** Levels of the headings in their order, 1 for the title. */
  readonly levels: readonly number[];
  /** The words of the headings. */
  readonly headings: readonly string[];
  /** Sections of itself that it leads to. */
  readonly anchors: readonly string[];
  /** Targets of the pictures in their order. */
  readonly pictures: readonly string[];
  /** What the guide quotes of the pages: everything that stands in bold. */
  readonly labels: readonly string[];
  /** Targets of the links that lead into this checkout. */
  readonly links: readonly string[];
};

/** Reads the Markdown of a guide. */
export function readGuide(markdown: string): GuideText {
  const all = (pattern: RegExp): readonly string[] => [...markdown.matchAll(pattern)].map(([, found = '']) => found);
  return {
    levels: all(/^(#{1,6}) /gm).map(({ length }) => length),
    headings: all(/^#{1,6} (.+)$/gm),
    anchors: all(/\]\(#([^)]+)\)/g),
    pictures: all(/!\[[^\]]+\]\(([^)]+)\)/g),
    labels: all(/\*\*([^*]+)\*\*/g),
    links: all(/(?<!!)\[[^\]]+\]\(([^)#]+)(?:#[^)]*)?\)/g).filter((target) => !target.startsWith('http')),
  };
}
