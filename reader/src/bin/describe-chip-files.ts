import { toHex } from '@residence-permit/shared/bytes';
import { fromEpochDays } from '@residence-permit/shared/plain-date';
import type { AccessLogEntry, ChipFiles } from '../session/index.ts';
import type { DescribedField } from './describe-fields.ts';
import type { Language } from './language.ts';
import { describeLifeCycle } from './life-cycle-words.ts';

/** What the chip keeps, line by line: its date and state, versions, uses, then who read what, newest first. */
export function describeChipFiles(files: ChipFiles, language: Language): readonly DescribedField[] {
  const zh = language === 'zh';
  const { chipDate, lifeCycle, versions, uses, receipts, accessLog } = files;
  return [
    { label: zh ? '芯片日期' : 'Date of the chip', value: chipDate },
    { label: zh ? '芯片状态' : 'State of the chip', value: describeLifeCycle(lifeCycle, language) },
    ...versions.map(({ dataGroup, grantor, version }) => ({
      label: zh ? '记录版本' : 'Record version',
      value: `DG${dataGroup} (${grantor}): ${version}`,
    })),
    ...uses.map(({ grantId, period, used }) => ({
      label: zh ? '已用次数' : 'Uses',
      value: zh
        ? `${toHex(grantId)}，第 ${period + 1} 期：${used}`
        : `${toHex(grantId)}, period ${period + 1}: ${used}`,
    })),
    ...receipts.toReversed().map(({ terminal, day, used, sequence }) => ({
      label: zh ? '使用凭据' : 'Receipt',
      value: `${fromEpochDays(day)}  ${terminal}  ${zh ? `总第 ${sequence} 次，本期第 ${used} 次` : `number ${sequence}, ${used} in its period`}`,
    })),
    ...accessLog.toReversed().map((entry) => ({ label: zh ? '读取记录' : 'Read', value: describeEntry(entry, zh) })),
  ];
}

function describeEntry({ on, terminal, readable }: AccessLogEntry, zh: boolean): string {
  const byNumber = zh ? '凭卡面访问号码，无终端证书' : 'card access number alone';
  return `${on}  ${terminal === '' ? byNumber : terminal}  ${readable.map((dataGroup) => `DG${dataGroup}`).join(' ')}`;
}

/** The same as `--json` prints it: bytes in hexadecimal, oldest first. */
export function chipFilesAsJson({ uses, receipts, ...others }: ChipFiles): object {
  return {
    ...others,
    uses: uses.map(({ grantId, ...use }) => ({ grantId: toHex(grantId), ...use })),
    receipts: receipts.map(({ grantId, period, used, sequence, transactionId, terminal, day }) => ({
      grantId: toHex(grantId),
      period,
      used,
      sequence,
      transactionId: toHex(transactionId),
      terminal,
      on: fromEpochDays(day),
    })),
  };
}
