import { writeFile } from 'node:fs/promises';
import { CardError, PermitError } from '@residence-permit/shared/errors';
import { readHolderCard, viewHolderCard } from '../../holder/index.ts';
import { loadTrustFolder, nodeEngine, nodeRandom } from '../../node/index.ts';
import { openWithPin, readPinStatus } from '../../session/index.ts';
import type { StalenessBudget } from '../../verify/index.ts';
import { askSecret } from '../ask-secret.ts';
import { type CommandOutput, writeResult } from '../command-output.ts';
import { describeHolderView, holderViewAsJson } from '../describe-holder.ts';
import { EXIT } from '../exit-status.ts';
import { type Clock, instantKindOf } from '../parse-settings.ts';
import { withCard } from '../with-card.ts';

export type HolderCommand = {
  readonly output: CommandOutput;
  readonly reader: string | undefined;
  readonly waitSeconds: number;
  readonly waitForReader: boolean;
  readonly answerSeconds: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Folder; without one nothing is said to be genuine. */
  readonly trust: string | undefined;
  readonly clock: Clock;
  readonly staleness: StalenessBudget;
  readonly utcOffsetMinutes: number;
  /** New file for the portrait. */
  readonly portrait: string | undefined;
};

/**
 * `permit-reader holder`: everything on the card for whoever has its PIN, and who could read it before. Exit status 0 when
 * the card was read and nothing on it was refuted, 1 when something is not genuine, 2 when that could not be told.
 * @throws CardError PASSWORD_WRONG, PASSWORD_BLOCKED, PIN_NOT_SET, CARD_BLANK, CARD_TERMINATED, CARD_REMOVED
 */
export async function holderCommand(request: HolderCommand): Promise<number> {
  const { output, clock, environment } = request;
  const { language } = output;
  const at = clock();
  const engine = nodeEngine;
  const trust =
    request.trust === undefined
      ? 'none'
      : (await loadTrustFolder({ folder: request.trust, engine, openedAt: at, instant: instantKindOf(request.clock) }))
          .trust;
  const reading = await withCard(request, async (card) => {
    const { state } = await readPinStatus(card);
    if (state === 'not-set') throw new CardError('PIN_NOT_SET');
    if (state === 'blocked') throw new CardError('PASSWORD_BLOCKED');
    const can = state === 'suspended' ? { can: await askSecret({ name: 'can', environment, language }) } : {};
    const pin = await askSecret({ name: 'pin', environment, language });
    const { agreement } = engine;
    const session = await openWithPin({
      transport: card,
      random: nodeRandom,
      pin,
      ...can,
      ...(agreement === undefined ? {} : { agreement }),
    });
    try {
      return await readHolderCard(session);
    } finally {
      session.close();
    }
  });
  const { utcOffsetMinutes, staleness } = request;
  const view = viewHolderCard({ reading, trust, at, utcOffsetMinutes, staleness, engine });
  const portrait = view.groups.find(({ fields }) => fields.portrait !== undefined)?.fields.portrait;
  const savedIn = portrait === undefined ? undefined : request.portrait;
  if (savedIn !== undefined && portrait !== undefined) await savePortrait(savedIn, portrait);
  const saved =
    savedIn === undefined ? [] : ['', language === 'zh' ? `照片已存入 ${savedIn}` : `portrait in ${savedIn}`];
  writeResult(output, holderViewAsJson(view), [...describeHolderView(view, language, utcOffsetMinutes), ...saved]);
  const { authentic, chipGenuine } = view.record;
  const answers = [authentic, chipGenuine, ...view.groups.map(({ signed }) => signed)].map(({ answer }) => answer);
  if (answers.includes('no')) return EXIT.REJECTED;
  return answers.includes('unknown') ? EXIT.UNDECIDED : EXIT.ACCEPTED;
}

/** A file that is there already is never overwritten. */
async function savePortrait(path: string, portrait: Uint8Array): Promise<void> {
  try {
    await writeFile(path, portrait, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  }
}
