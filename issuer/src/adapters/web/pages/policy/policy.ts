import type * as z from 'zod';
import type { Answer } from '../../ask/ask.ts';
import type { PageRequest } from '../../page/page.ts';
import type { Part } from './difference.ts';

/** A version that waits for a second person. */
export type Proposal<Document> = {
  readonly id: string;
  readonly proposedBy: string;
  /** Seconds since the epoch. */
  readonly proposedAt: number;
  readonly document: Document;
};

/** Something that an authority publishes in versions: what of it differs for the pages. */
export type Policy<Document> = {
  readonly name: 'catalogue' | 'purposes';
  /** Of a document that is proposed; what stands beside its members at the top is left out. */
  readonly schema: z.ZodType<Document>;
  /** Names of the routes. */
  readonly propose: string;
  readonly publish: string;
  /** The version in force; 0 where nothing was published yet. */
  readonly inForce: (page: PageRequest) => Promise<Answer<{ readonly version: number; readonly document: Document }>>;
  readonly proposals: (page: PageRequest) => Promise<Answer<readonly Proposal<Document>[]>>;
  /** What is laid down, part by part and in words. */
  readonly partsOf: (page: PageRequest, document: Document) => readonly Part[];
};
