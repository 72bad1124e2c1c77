import type { CardTransport } from '@residence-permit/shared/apdu';
import type { Code, PermitError } from '@residence-permit/shared/errors';
import { openReader, type PcscCard } from '../pcsc/index.ts';
import { withShortFallback } from '../session/index.ts';
import type { CommandOutput } from './command-output.ts';
import { explainCode, type Language } from './language.ts';

export type WithCard = {
  /** Part of a reader's name; undefined takes whichever has a card. */
  readonly reader: string | undefined;
  readonly waitSeconds: number;
  /** Whether reader and PC/SC service may come later, inside the same wait. */
  readonly waitForReader: boolean;
  /** How long the card may take to answer one command. */
  readonly answerSeconds: number;
  readonly output: CommandOutput;
};

/** How long a command looks before it asks for a card, or says what else is in the way. */
const SILENT_MS = 700;

/**
 * Waits for a card, hands it over, and lets go of card and reader whatever happens. Says on standard error what it waits
 * for, and every other second that a slow card is still at work.
 * @throws CardError what is in the way when the time is up, and whatever `use` throws
 */
export async function withCard<Result>(
  request: WithCard,
  use: (card: CardTransport) => Promise<Result>,
): Promise<Result> {
  const { reader: name, waitSeconds, waitForReader, answerSeconds, output } = request;
  const reader = await openReader({
    ...(name === undefined ? {} : { name }),
    whenAbsent: waitForReader ? 'wait' : 'fail',
    answerLimitMs: answerSeconds * 1000,
  });
  const notice = makeNotice(output);
  try {
    const card = await reader.waitForCard({
      timeoutMs: waitSeconds * 1000,
      onObstacle: (obstacle) => notice.meet(obstacle),
    });
    notice.end();
    return await withShortFallback(withProgress(card, output), use);
  } finally {
    notice.end();
    await reader.close();
  }
}

/** Says what is in the way of a card once it has been there for a while. */
function makeNotice(output: CommandOutput): { meet(obstacle: PermitError): void; end(): void } {
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => clearTimeout(timer);
  return {
    meet({ code }) {
      end();
      timer = setTimeout(() => output.remark(`${describeObstacle(code, output.language)}\n`), SILENT_MS);
    },
    end,
  };
}

function describeObstacle(code: Code, language: Language): string {
  if (code === 'CARD_ABSENT') return language === 'zh' ? '请把卡放到读卡器上……' : 'Put the card on the reader …';
  const { meaning, remedy } = explainCode(code, language);
  return language === 'zh' ? `正在等待：${meaning}${remedy}` : `Waiting: ${meaning} ${remedy}`;
}

const PROGRESS_MS = 2_000;

/** Nobody takes a card off that is known to be at work. */
function withProgress(card: PcscCard, output: CommandOutput): CardTransport {
  return {
    ...(card.apduLengths === undefined ? {} : { apduLengths: card.apduLengths }),
    async transmit(command) {
      const startedMs = performance.now();
      const say = (): void => {
        const seconds = Math.round((performance.now() - startedMs) / 1000);
        const words =
          output.language === 'zh'
            ? `卡片仍在处理，请勿移开（${seconds} 秒）`
            : `The card is still working, leave it there (${seconds} s) …`;
        output.remark(`${words}\n`);
      };
      const timer = setInterval(say, PROGRESS_MS);
      try {
        return await card.transmit(command);
      } finally {
        clearInterval(timer);
      }
    },
  };
}
