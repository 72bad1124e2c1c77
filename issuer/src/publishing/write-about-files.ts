import { join } from 'node:path';
import { formatTdate } from '@residence-permit/shared/plain-date';
import { writeFileWhole } from '../files/index.ts';

/** What the pages beside the signed files say. Nobody verifies them, so no program reads them. */
export type AboutFolder = {
  readonly authority: string;
  readonly madeAt: number;
  readonly expiresAt: number;
  readonly bundle: number;
  readonly rootVersion: number;
  readonly lists: readonly {
    readonly uri: string;
    readonly seq: number;
    readonly fullBytes: number;
    readonly deltas: number;
  }[];
};

/**
 * Writes `README.txt`, in both languages, and `about.json` into a folder that travels on a stick, so that whoever finds it
 * knows what it is, how old it is and what to do with it.
 * @throws PermitError STORE_FAILED
 */
export async function writeAboutFiles(folder: string, about: AboutFolder): Promise<void> {
  const dated = { ...about, madeAt: formatTdate(about.madeAt), expiresAt: formatTdate(about.expiresAt) };
  await writeFileWhole(join(folder, 'about.json'), `${JSON.stringify(dated, undefined, 2)}\n`, 'everybody');
  await writeFileWhole(join(folder, 'README.txt'), `${describe(about).join('\n')}\n`, 'everybody');
}

function describe(about: AboutFolder): readonly string[] {
  const made = formatTdate(about.madeAt);
  const end = formatTdate(about.expiresAt);
  return [
    `Trust files of ${about.authority}`,
    '',
    `Made ${made}; good until ${end}. Bundle ${about.bundle}, root version ${about.rootVersion}.`,
    'They tell terminals whose signatures to believe and which cards are revoked. They are signed: a terminal refuses them',
    'if anything was changed, so it does not matter who carries them. There is no personal data in them.',
    '',
    '  permit-reader trust update TRUST-FOLDER --from THIS-FOLDER',
    '',
    'pins.json is here for comparison only. A terminal gets its first pins from the authority by another way.',
    '',
    `${about.authority} 的信任文件`,
    '',
    `${made} 制作，有效至 ${end}。信任包第 ${about.bundle} 号，根文件第 ${about.rootVersion} 版。`,
    '终端据此判断信任谁的签名、哪些卡已撤销。文件均已签名，内容若有改动终端会拒绝，由谁携带并不重要；其中没有个人信息。',
    '更新命令见上。pins.json 仅供核对；终端首次使用的公钥须由发证机关以其他途径提供。',
  ];
}
