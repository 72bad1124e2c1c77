import type { CardTransport } from '@residence-permit/shared/apdu';
import { CardError } from '@residence-permit/shared/errors';
import { nodeKeyAgreement, nodeRandom } from '../../node/index.ts';
import { changePin, type PinState, type PinStatus, readPinStatus, unblockPinWithPuk } from '../../session/index.ts';
import { askSecret } from '../ask-secret.ts';
import { type CommandOutput, writeResult } from '../command-output.ts';
import { EXIT } from '../exit-status.ts';
import type { Language } from '../language.ts';
import { withCard } from '../with-card.ts';

export type PinCommand = {
  readonly output: CommandOutput;
  readonly reader: string | undefined;
  readonly waitSeconds: number;
  readonly waitForReader: boolean;
  readonly answerSeconds: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

const ENGINE = { random: nodeRandom, agreement: nodeKeyAgreement };

/** `permit-reader pin status`: tries and uses left, asked without spending any. Exit status 0; 1 where the PIN is blocked. */
export async function pinStatusCommand(request: PinCommand): Promise<number> {
  const status = await withCard(request, readPinStatus);
  writeResult(request.output, status, describeStatus(status, request.output.language));
  return status.state === 'blocked' ? EXIT.REJECTED : EXIT.ACCEPTED;
}

/**
 * `permit-reader pin change`: old PIN, then the new one twice. The card is asked first how the PIN stands, so that the card
 * access number is wanted only where one try is left, and no PIN is typed for a card that would not take it.
 * @throws CardError PASSWORD_WRONG, PASSWORD_BLOCKED, PIN_NOT_SET, CARD_BLANK, CARD_TERMINATED
 */
export async function pinChangeCommand(request: PinCommand): Promise<number> {
  const { output, environment } = request;
  const { language } = output;
  await withCard(request, async (card) => {
    const status = await requireSet(card);
    if (status.state === 'blocked') throw new CardError('PASSWORD_BLOCKED');
    const ask = (name: 'can' | 'pin' | 'newPin') => askSecret({ name, environment, language });
    const can = status.state === 'suspended' ? { can: await ask('can') } : {};
    const pin = await ask('pin');
    await changePin({ transport: card, ...ENGINE, ...can, pin, newPin: await ask('newPin') });
  });
  writeResult(output, { changed: true }, [language === 'zh' ? '密码已更改。' : 'The PIN is changed.']);
  return EXIT.ACCEPTED;
}

/**
 * `permit-reader pin unblock`: unblocking code, then a new PIN twice, or with `--keep-pin` the old one gets its tries back.
 * @throws CardError PASSWORD_WRONG, PUK_SPENT, PIN_NOT_SET, CARD_BLANK, CARD_TERMINATED
 */
export async function pinUnblockCommand(request: PinCommand & { readonly keepPin: boolean }): Promise<number> {
  const { output, environment, keepPin } = request;
  const { language } = output;
  const left = await withCard(request, async (card) => {
    const { pukUsesLeft } = await requireSet(card);
    if (pukUsesLeft === 0) throw new CardError('PUK_SPENT');
    const puk = await askSecret({ name: 'puk', environment, language });
    const newPin = keepPin ? undefined : await askSecret({ name: 'newPin', environment, language });
    await unblockPinWithPuk({ transport: card, ...ENGINE, puk, newPin });
    return pukUsesLeft - 1;
  });
  const zh = language === 'zh';
  const done = keepPin
    ? zh
      ? '密码的机会已恢复，密码不变。'
      : 'The PIN has all its tries again and stays as it was.'
    : zh
      ? '新密码已设置。'
      : 'The new PIN is set.';
  const uses = zh ? `解锁码还可使用 ${left} 次。` : `The unblocking code has ${left} uses left.`;
  writeResult(output, { newPin: !keepPin, pukUsesLeft: left }, [done, uses]);
  return EXIT.ACCEPTED;
}

/** @throws CardError PIN_NOT_SET */
async function requireSet(card: CardTransport): Promise<PinStatus> {
  const status = await readPinStatus(card);
  if (status.state === 'not-set') throw new CardError('PIN_NOT_SET');
  return status;
}

const STATES = {
  'not-set': { zh: '尚未设置', en: 'not set yet: the collector sets it at the permit office' },
  ready: { zh: '可用', en: 'ready' },
  suspended: { zh: '暂停：须先输入卡面访问号码', en: 'suspended: the card access number must come first' },
  blocked: { zh: '已锁定：需要解锁码', en: 'blocked: the unblocking code is needed' },
} as const satisfies Record<PinState, Record<Language, string>>;

function describeStatus({ state, triesLeft, pukUsesLeft }: PinStatus, language: Language): readonly string[] {
  return language === 'zh'
    ? [`密码：${STATES[state].zh}，剩余 ${triesLeft} 次机会`, `解锁码：还可使用 ${pukUsesLeft} 次`]
    : [`PIN: ${STATES[state].en}; ${triesLeft} tries left`, `Unblocking code: ${pukUsesLeft} uses left`];
}
