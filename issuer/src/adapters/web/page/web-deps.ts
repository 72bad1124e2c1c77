import type { Clock } from '../../../ports/index.ts';
import type { Ask } from '../ask/ask.ts';
import type { Asker } from '../ask/make-ask.ts';
import type { FormTokens } from '../keep/form-token.ts';
import type { KeptForms } from '../keep/kept-form.ts';
import type { Render } from '../render/make-render.ts';
import type { Words } from '../words/make-words.ts';

/** What serving pages stands on. */
export type WebDeps = {
  readonly words: Words;
  readonly render: Render;
  readonly ask: (asker: Asker) => Ask;
  readonly tokens: FormTokens;
  readonly kept: KeptForms;
  readonly clock: Clock;
  /** The name of an office, for the top of every page. @throws PermitError when it cannot be asked */
  readonly officeName: (officeId: string) => Promise<string>;
  /** True where the password again stands for a second proof, which every page says. */
  readonly isDemo: boolean;
  /** Whether every page leads back to the five steps of a demonstration. */
  readonly beside: 'demonstration' | 'nothing';
  /** A session without a request for so many seconds is over, and one that is so old in any case. */
  readonly session: { readonly idleS: number; readonly absoluteS: number };
};
