import type { PageRequest } from '../../page/page.ts';

/** The version that the address asks for; nothing where it asks for the one in force. */
export function versionAsked({ query }: PageRequest): Readonly<Record<string, string>> {
  const version = query['version'];
  return version === undefined ? {} : { version };
}

/** A version as its page shows it, with the one before it. */
export function versionShown(
  page: PageRequest,
  { version, publishedAt }: { readonly version: number; readonly publishedAt?: number | undefined },
) {
  const day = publishedAt === undefined ? undefined : page.format.dayOf(publishedAt);
  return { version, day, before: version > 0 ? String(version - 1) : undefined };
}
