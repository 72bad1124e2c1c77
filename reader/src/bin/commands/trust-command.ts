import { decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { toHex } from '@residence-permit/shared/bytes';
import { formatTdate } from '@residence-permit/shared/plain-date';
import { countEntries } from '@residence-permit/shared/status-list';
import type { Trust } from '@residence-permit/shared/trust-bundle';
import { loadTrustFolder, nodeEd25519, readClockFloor } from '../../node/index.ts';
import { type CommandOutput, writeResult } from '../command-output.ts';
import { describeDuration } from '../describe-duration.ts';
import { EXIT } from '../exit-status.ts';
import type { Language } from '../language.ts';
import { type Clock, instantKindOf } from '../parse-settings.ts';

/**
 * `permit-reader trust show DIR`: opens a trust folder and shows what is in it and how old it is. Exit status 0; 2 when
 * something in it is past its expiry; a file that does not pass its checks is a fault.
 */
export async function trustCommand(output: CommandOutput, folder: string, clock: Clock): Promise<number> {
  const now = clock();
  const instant = instantKindOf(clock);
  const { trust, missingLists } = await loadTrustFolder({ folder, engine: nodeEd25519, openedAt: now, instant });
  const summary = { ...summarise(trust, now), missingLists, clockFloor: await readClockFloor(folder) };
  writeResult(output, summary, describe(summary, output.language));
  return summary.expired ? EXIT.UNDECIDED : EXIT.ACCEPTED;
}

type TrustSummary = ReturnType<typeof summarise> & {
  readonly missingLists: readonly string[];
  readonly clockFloor: number;
};

function summarise(trust: Trust, now: number) {
  const dated = ({ issuedAt, expiresAt }: { readonly issuedAt: number; readonly expiresAt: number }) => ({
    issuedAt: formatTdate(issuedAt),
    ageSeconds: now - issuedAt,
    expiresAt: formatTdate(expiresAt),
    expired: now >= expiresAt,
  });
  const statusLists = trust.statusLists.map((list) => ({
    uri: list.uri,
    seq: list.seq,
    cards: countEntries(list.list),
    ...dated(list),
  }));
  const bundle = { seq: trust.bundleSeq, rootVersion: trust.rootVersion, ...dated(trust) };
  return {
    bundle,
    statusLists,
    signers: trust.signers.map((signer) => ({
      keyId: toHex(signer.keyId),
      use: signer.use,
      ...(signer.use === 'grantor' ? { grantor: signer.grantor, kinds: signer.kinds } : {}),
      from: formatTdate(signer.from),
      through: formatTdate(signer.through),
      withdrawn: signer.withdrawnAt !== undefined && signer.withdrawnAt <= now,
    })),
    authorities: trust.cvcas.map((certificate) => decodeCvCertificate(certificate).chr),
    purposes: trust.purposes.map(({ id, titles, fields }) => ({ id, titles, fields })),
    kinds: trust.kinds.map(({ id, titles, grantor, dataGroup, stalenessBudget }) => ({
      id,
      titles,
      grantor,
      dataGroup,
      stalenessBudget,
    })),
    expired: bundle.expired || statusLists.some((list) => list.expired),
  };
}

const HEADINGS = {
  zh: { lists: '状态列表', signers: '签名密钥', authorities: '终端证书机构', purposes: '用途', kinds: '待遇种类' },
  en: {
    lists: 'Status lists',
    signers: 'Signers',
    authorities: 'Terminal authorities',
    purposes: 'Purposes',
    kinds: 'Entitlement kinds',
  },
} as const satisfies Record<Language, object>;

function describe(summary: TrustSummary, language: Language): readonly string[] {
  const { bundle, statusLists, signers, authorities, purposes, kinds } = summary;
  const headings = HEADINGS[language];
  const zh = language === 'zh';
  const list = (heading: string, lines: readonly string[], count = lines.length): readonly string[] => [
    '',
    `${heading} (${count})`,
    ...lines.map((line) => `  ${line}`),
  ];
  return [
    zh
      ? `信任包 第 ${bundle.seq} 号，根文件第 ${bundle.rootVersion} 版`
      : `Bundle number ${bundle.seq}, under root version ${bundle.rootVersion}`,
    `  ${describeAge(bundle, language)}`,
    ...describeClock(summary, language),
    ...list(
      headings.lists,
      statusLists.flatMap((each) => [
        zh
          ? `${each.uri}：第 ${each.seq} 号，${each.cards} 个编号`
          : `${each.uri}: number ${each.seq}, ${each.cards} places`,
        `  ${describeAge(each, language)}`,
      ]),
      statusLists.length,
    ),
    ...list(
      headings.signers,
      signers.map((signer) => describeSigner(signer, language)),
    ),
    ...list(headings.authorities, authorities),
    ...list(
      headings.purposes,
      purposes.map(({ id, titles }) => `${id}: ${titles[language]}`),
    ),
    ...list(
      headings.kinds,
      kinds.map((kind) => describeKind(kind, language)),
    ),
  ];
}

function describeAge(dated: TrustSummary['bundle'] | TrustSummary['statusLists'][number], language: Language): string {
  const { issuedAt, expiresAt, expired, ageSeconds } = dated;
  const age = describeDuration(ageSeconds, language);
  if (language === 'zh')
    return `${issuedAt} 签发（${age}前），${expired ? '已于' : '有效至'} ${expiresAt}${expired ? ' 过期' : ''}`;
  return `made ${issuedAt}, ${age} ago; ${expired ? 'EXPIRED' : 'good until'} ${expiresAt}`;
}

/** How old status and trust data may be before this kind is not given. */
function describeKind(kind: TrustSummary['kinds'][number], language: Language): string {
  const { id, grantor, titles } = kind;
  const budget = describeDuration(kind.stalenessBudget, language);
  const allowed = language === 'zh' ? `，数据最多可旧 ${budget}` : `; data may be ${budget} old`;
  return `${id} (${grantor}): ${titles[language]}${allowed}`;
}

function describeClock({ clockFloor, missingLists }: TrustSummary, language: Language): readonly string[] {
  const zh = language === 'zh';
  const reading = clockFloor === 0 ? [] : [formatTdate(clockFloor)];
  return [
    ...reading.map((at) => (zh ? `  时钟最高读数 ${at}` : `  highest reading of the clock ${at}`)),
    ...missingLists.map((uri) => (zh ? `  缺少状态列表 ${uri}` : `  status list ${uri} is MISSING`)),
  ];
}

function describeSigner(signer: TrustSummary['signers'][number], language: Language): string {
  const zh = language === 'zh';
  const kinds = signer.kinds === undefined ? '' : `: ${signer.kinds.join(', ')}`;
  const role =
    signer.grantor === undefined ? (zh ? '居住证' : 'permits') : `${zh ? '待遇' : 'grants of'} ${signer.grantor}`;
  const withdrawn = signer.withdrawn ? (zh ? '，已撤销' : ', WITHDRAWN') : '';
  return `${signer.keyId} ${role}${kinds}; ${signer.from.slice(0, 10)} – ${signer.through.slice(0, 10)}${withdrawn}`;
}
