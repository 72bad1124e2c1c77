/** Writes what a command has to say: one line of JSON an event with `--json`, else one line of text. */
export type Report = (event: Readonly<Record<string, unknown>>, text: string) => void;

export function makeReport(json: boolean): Report {
  return (event, text) => {
    process.stdout.write(`${json ? JSON.stringify(event) : text}\n`);
  };
}
