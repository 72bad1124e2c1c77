import { openReader, type PcscCard } from '../pcsc/index.ts';
import type { CommandOutput } from './command-output.ts';

export type WithCard = {
  /** Part of a reader's name; undefined takes whichever has a card. */
  readonly reader: string | undefined;
  readonly waitSeconds: number;
  readonly output: CommandOutput;
};

/** How long a command looks before it asks for a card. */
const SILENT_MS = 700;

/**
 * Waits for a card, hands it over, and lets go of card and reader whatever happens. Says on standard error that it waits.
 * @throws CardError READER_ABSENT, CARD_ABSENT, and whatever `use` throws
 */
export async function withCard<Result>(
  { reader: name, waitSeconds, output }: WithCard,
  use: (card: PcscCard) => Promise<Result>,
): Promise<Result> {
  const reader = await openReader(name === undefined ? {} : { name });
  const question = output.language === 'zh' ? '请把卡放到读卡器上……\n' : 'Put the card on the reader …\n';
  const asking = setTimeout(() => output.remark(question), SILENT_MS);
  try {
    const card = await reader.waitForCard({ timeoutMs: waitSeconds * 1000 });
    clearTimeout(asking);
    return await use(card);
  } finally {
    clearTimeout(asking);
    await reader.close();
  }
}
