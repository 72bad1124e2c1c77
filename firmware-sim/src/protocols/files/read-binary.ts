import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { encodeTemplate, type Template } from '@residence-permit/shared/terminal-auth';
import { accessOf, mayRead, type ReadableFile } from '../../access-rules/index.ts';
import type { Chip } from '../../card/chip.ts';
import { refuse } from '../../card/refusal.ts';
import { SW } from '../../card/status.ts';
import { applicationFile, masterFileContent, readApplicationFile } from '../../file-system/index.ts';
import { accessLogWith } from './access-log.ts';

/** P1 of READ BINARY: b8 set means that b5..b1 are a short file id and P2 the offset. ISO/IEC 7816-4 §11.2.3. */
const SHORT_FILE_ID = 0x80;

/**
 * READ BINARY by short file id (offset 0..255) or from the current file (offset 0..32767). A short id makes its file
 * the current one. `room` bytes fit the response. With Ne 256 or 65536 the answer is whatever is left and fits; with another Ne, 6282 says that the
 * file ended first.
 */
export function readBinary(chip: Chip, command: CommandApdu, room: number): ResponseApdu {
  if (command.data.length > 0 || command.ne === 0) refuse(SW.WRONG_LENGTH);
  const byShortId = (command.p1 & SHORT_FILE_ID) !== 0;
  if (byShortId && (command.p1 & 0x60) !== 0) refuse(SW.WRONG_P1_P2);
  const sfi = byShortId ? command.p1 & 0x1f : chip.session.currentSfi;
  if (sfi === undefined) return refuse(SW.NO_CURRENT_FILE);
  const content = contentOf(chip, sfi);
  chip.session.currentSfi = sfi;
  const offset = byShortId ? command.p2 : command.p1 * 256 + command.p2;
  if (offset > content.length) refuse(SW.OFFSET_OUTSIDE_FILE);
  const data = content.slice(offset, offset + Math.min(command.ne, room));
  const wantsAll = command.ne === 256 || command.ne === 65_536;
  const ended = offset + data.length === content.length;
  return { data, sw: !wantsAll && ended && data.length < command.ne ? SW.END_OF_FILE : SW.OK };
}

function contentOf(chip: Chip, sfi: number): Uint8Array {
  if (chip.session.selected === 'master-file') return masterFileContent(sfi) ?? refuse(SW.FILE_NOT_FOUND);
  const file = applicationFile(sfi) ?? refuse(SW.FILE_NOT_FOUND);
  const access = accessOf(chip);
  if (!mayRead(access, file)) refuse(SW.SECURITY_STATUS_NOT_SATISFIED);
  const content = readApplicationFile(chip.memory, file) ?? refuse(SW.FILE_NOT_FOUND);
  if (access.kind === 'column' && access.password === 'can') logCardNumberRead(chip, file);
  return content;
}

/** A read by card access number alone names no terminal; one entry is written for each personal group of the session. */
function logCardNumberRead(chip: Chip, file: ReadableFile): void {
  const { session } = chip;
  if (typeof file !== 'number' || file === 1 || file === 12 || session.loggedGroups.has(file)) return;
  const line = {
    terminal: '',
    day: chip.memory.read('chipDate'),
    rights: encodeTemplate(readOnly(file)),
  };
  chip.memory.commit({ accessLog: accessLogWith(chip.memory, line) });
  session.loggedGroups.add(file);
}

function readOnly(dataGroup: number): Template {
  return { role: 'terminal', read: [dataGroup], write: [], count: false, canAllowed: true, pinManagement: false };
}
