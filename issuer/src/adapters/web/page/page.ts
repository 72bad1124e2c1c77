import type { Role } from '../../../domain/rights/index.ts';
import type { Ask, Problem } from '../ask/ask.ts';
import type { Format } from '../words/format.ts';
import type { Language } from '../words/language.ts';
import type { Say } from '../words/make-words.ts';

/** What a form holds: one text for a name, or all of a group of checkboxes. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Who looks at the page. */
export type Viewer = {
  readonly accountId: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  /** The office that all roles are held for, if it is one. */
  readonly officeId: string | undefined;
  /** The person that the account's user is, for holders. */
  readonly personId: string | undefined;
};

/** What a page gets: the request as far as a page may see it, and the ways to do something about it. */
export type PageRequest = {
  /** Address without the query. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The form as it was sent; empty when the page is shown. */
  readonly fields: Fields;
  /** What was typed before, where it waited for its user to sign in again. */
  readonly kept: Fields | undefined;
  /** The file of a page with an upload; nothing where none was chosen. */
  readonly file: { readonly bytes: Uint8Array; readonly type: string } | undefined;
  readonly viewer: Viewer | undefined;
  /** Seconds since the epoch, by the clock of the service. */
  readonly now: number;
  readonly language: Language;
  readonly say: Say;
  /** Whether there is a sentence of that key, for words of lists that are open. */
  readonly has: (key: string) => boolean;
  readonly format: Format;
  /** The name of an office by its id. @throws PermitError where there is no such office */
  readonly officeName: (officeId: string) => Promise<string>;
  readonly ask: Ask;
  /** For the pages of the session itself. */
  readonly locals: Express.Locals;
};

/** Why a form comes back: sentences by field name, and those that belong to no field. */
export type FormErrors = {
  readonly status: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly others: readonly string[];
};

/** A form as the template shows it. */
export type PageForm = { readonly values: Fields; readonly errors?: FormErrors | undefined };

/** What a page answers with. */
export type Shown =
  | {
      readonly kind: 'page';
      /** Path of the template below the room. */
      readonly template: string;
      readonly data: Readonly<Record<string, unknown>>;
      readonly form?: PageForm;
    }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly type: string; readonly fileName?: string | undefined }
  /** Sends a form that waited, sealed, to its page. */
  | { readonly kind: 'replay'; readonly kept: string }
  /** Another page, and with it what was typed there, sealed. */
  | { readonly kind: 'give-back'; readonly kept: string; readonly to: string }
  /** Shown by its code: signing in, proving presence, or a page that says what is the matter. */
  | Problem;

/** One address of the pages. */
export type PageDefinition = {
  /** Express form: `/office/cases/:applicationId`. */
  readonly path: `/${string}`;
  /** What each thing on it may do, the API decides; this only asks for a session. */
  readonly access: 'public' | 'signed-in';
  /** Where the form carries a file: the name of its field, and the largest size in bytes. */
  readonly upload?: { readonly field: string; readonly maxBytes: number };
  readonly show?: (page: PageRequest) => Promise<Shown>;
  readonly act?: (page: PageRequest) => Promise<Shown>;
};

/** The pages about one thing, and their sentences in both languages under the name of the family. */
export type PageFamily = { readonly name: string; readonly pages: readonly PageDefinition[] };
