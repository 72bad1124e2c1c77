import { type CommandOutput, writeResult } from '../command-output.ts';
import { EXIT } from '../exit-status.ts';
import { requireNewFile, writeNewFile } from '../new-file.ts';
import { replayFile } from '../read-evidence-file.ts';
import { renderReport } from '../report/index.ts';

export type ReportCommand = {
  readonly output: CommandOutput;
  readonly file: string;
  readonly out: string;
  /** Folder to judge under instead of the files in the evidence. */
  readonly trust: string | undefined;
};

/** `permit-reader report`: judges a kept tap again and writes what it finds as one HTML file, which needs nothing else. */
export async function reportCommand({ output, file, out, trust }: ReportCommand): Promise<number> {
  await requireNewFile('--out', out);
  const { evidence, result, purpose, differences, trust: opened } = await replayFile(file, trust);
  const shown = { result, purpose, kinds: opened.kinds };
  await writeNewFile(out, renderReport({ evidence, shown, differences, language: output.language }));
  const words = output.language === 'zh' ? `报告已写入 ${out}` : `report in ${out}`;
  writeResult(output, { report: out, verdict: result.verdict, same: differences.length === 0 }, [words]);
  return EXIT.ACCEPTED;
}
