import { PermitError } from '@residence-permit/shared/errors';
import { formatTdate } from '@residence-permit/shared/plain-date';
import type { Trust } from '@residence-permit/shared/trust-bundle';
import { nodeEd25519, readPins, type TrustUpdate, updateTrustFolder } from '../../node/index.ts';
import { type CommandOutput, writeResult } from '../command-output.ts';
import { describeDuration } from '../describe-duration.ts';
import { EXIT } from '../exit-status.ts';
import type { Language } from '../language.ts';
import { type Clock, instantKindOf } from '../parse-settings.ts';

/**
 * `permit-reader trust update DIR --from FOLDER`: verifies everything, then stores it. Exit status 0; 2 when what is now in
 * use has expired; a refusal is a fault, and then the files held before stay in use.
 */
export async function trustUpdateCommand(request: {
  readonly output: CommandOutput;
  readonly folder: string;
  readonly from: string;
  /** File with the first pins. */
  readonly pins: string | undefined;
  readonly clock: Clock;
}): Promise<number> {
  const { output, folder, from, clock } = request;
  const installPins = request.pins === undefined ? undefined : await readPins(request.pins);
  if (request.pins !== undefined && installPins === undefined) {
    throw new PermitError('STORE_FAILED', { detail: `${request.pins} is missing` });
  }
  const now = clock();
  const update = await updateTrustFolder({
    folder,
    from,
    engine: nodeEd25519,
    openedAt: now,
    instant: instantKindOf(clock),
    ...(installPins === undefined ? {} : { installPins }),
  });
  const result = {
    kind: update.kind,
    lists: update.lists,
    ...(update.deltasRefused === undefined ? {} : { deltasRefused: update.deltasRefused }),
    ...(update.before === undefined ? {} : { before: summarise(update.before, now) }),
    after: summarise(update.after, now),
  };
  writeResult(output, result, describe(update, now, output.language));
  return result.after.expired ? EXIT.UNDECIDED : EXIT.ACCEPTED;
}

function summarise(trust: Trust, now: number) {
  return {
    rootVersion: trust.rootVersion,
    bundle: trust.bundleSeq,
    ageSeconds: now - trust.issuedAt,
    expiresAt: formatTdate(trust.expiresAt),
    expired: now >= trust.expiresAt || trust.statusLists.some(({ expiresAt }) => now >= expiresAt),
    statusLists: trust.statusLists.map(({ uri, seq, issuedAt }) => ({ uri, seq, ageSeconds: now - issuedAt })),
  };
}

function describe(update: TrustUpdate, now: number, language: Language): readonly string[] {
  const { kind, before, after, deltasRefused } = update;
  const zh = language === 'zh';
  const from = (old: number | undefined, next: number): string =>
    old === undefined || old === next ? `${next}` : `${old} → ${next}`;
  const row = (name: string, number: string, issuedAt: number): string => {
    const age = describeDuration(now - issuedAt, language);
    return zh ? `  ${name} ${number}，${age}前制作` : `  ${name} ${number}, made ${age} ago`;
  };
  const end = formatTdate(after.expiresAt);
  const isExpired = now >= after.expiresAt;
  return [
    kind === 'unchanged'
      ? zh
        ? '没有更新的内容；原有文件继续使用。'
        : 'Nothing newer; the files held stay in use.'
      : '',
    kind === 'updated' ? (zh ? '已更新，所有签名均已核对。' : 'Updated; every signature was checked first.') : '',
    zh
      ? `  根文件第 ${from(before?.rootVersion, after.rootVersion)} 版`
      : `  root version ${from(before?.rootVersion, after.rootVersion)}`,
    row(zh ? '信任包' : 'bundle', from(before?.bundleSeq, after.bundleSeq), after.issuedAt),
    ...after.statusLists.map(({ uri, seq, issuedAt }) =>
      row(`${zh ? '状态列表' : 'status list'} ${uri}`, from(before?.findStatusList(uri)?.seq, seq), issuedAt),
    ),
    kind === 'updated' && update.lists === 'by-deltas'
      ? zh
        ? '  状态列表由增量更新。'
        : '  The lists were brought up to date by their changes.'
      : '',
    deltasRefused === undefined ? '' : `  ${deltasRefused}: ${zh ? '已改用完整列表。' : 'the full lists were taken.'}`,
    isExpired
      ? zh
        ? `已于 ${end} 过期：在取得更新的文件之前，结果只能是“无法判定”。`
        : `EXPIRED ${end}: until newer files come, every answer is unknown.`
      : zh
        ? `有效至 ${end}。`
        : `Good until ${end}.`,
  ].filter((line) => line !== '');
}
