import { z } from 'zod';
import { APPLICATION_KINDS } from './application-kind.ts';
import { EVIDENCE_TYPES, EXEMPTIONS, PROXY_REASONS } from './evidence-type.ts';
import { clause, ground, list, members } from './schema-parts.ts';

/** Papers that a case needs: of each rule that applies, one of `anyOf`. */
export const paperRuleSchema = members({
  /** Under which the missing-papers notice names it. */
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  kinds: list(z.enum(APPLICATION_KINDS)),
  /** Present: for cases that rest on this ground only. */
  ground: ground.optional(),
  /** Present: for cases that one of these proxies files. */
  proxy: list(z.enum(PROXY_REASONS)).optional(),
  /** Present: for cases that claim this exemption. */
  exemption: z.enum(EXEMPTIONS).optional(),
  anyOf: z.array(z.enum(EVIDENCE_TYPES)).min(1).readonly(),
  clause,
});

export type PaperRule = z.output<typeof paperRuleSchema>;
