/** Serials as a scanner types them: one a line, with spaces or commas between, in capitals or not; as the API takes them. */
export function serialsOf(text: string): readonly string[] {
  return text
    .split(/[\s,;，；、]+/u)
    .filter((part) => part !== '')
    .map((part) => part.toLowerCase());
}
