/** Findings that are kept in words; all are counted. */
const MAX_FINDINGS = 20;

export type TallyJson = {
  readonly tears: number;
  readonly broken: number;
  readonly perCommand: Readonly<Record<string, number>>;
  readonly findings: readonly string[];
};

/** What the torture counted so far. */
export class Tally {
  #tears = 0;
  #broken = 0;
  readonly #perCommand = new Map<string, number>();
  readonly #findings: string[] = [];
  readonly #seen = new Set<string>();

  /** One loss of power, while or right after a command ran. */
  tear(command: string): void {
    this.#tears += 1;
    this.#perCommand.set(command, (this.#perCommand.get(command) ?? 0) + 1);
  }

  /** The card did not come back as it should; `finding` says where, with nothing secret in it. */
  broken(finding: string): void {
    this.#broken += 1;
    if (this.#findings.length < MAX_FINDINGS) this.#findings.push(finding);
  }

  /** True once for each name. */
  isFirst(name: string): boolean {
    if (this.#seen.has(name)) return false;
    this.#seen.add(name);
    return true;
  }

  add(other: TallyJson): void {
    this.#tears += other.tears;
    this.#broken += other.broken;
    for (const [name, count] of Object.entries(other.perCommand)) {
      this.#perCommand.set(name, (this.#perCommand.get(name) ?? 0) + count);
    }
    this.#findings.push(...other.findings.slice(0, MAX_FINDINGS - this.#findings.length));
  }

  toJSON(): TallyJson {
    return {
      tears: this.#tears,
      broken: this.#broken,
      perCommand: Object.fromEntries(this.#perCommand),
      findings: [...this.#findings],
    };
  }
}
