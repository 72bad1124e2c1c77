import { PERMIT_AID } from '@residence-permit/shared/apdu';
import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { equalBytes, readUint } from '@residence-permit/shared/bytes';
import { encodeTlv } from '@residence-permit/shared/tlv';
import type { Chip } from '../../card/chip.ts';
import { refuse } from '../../card/refusal.ts';
import { SW } from '../../card/status.ts';
import { applicationSfiOf, masterFileSfiOf } from '../../file-system/index.ts';

/** P1 of SELECT. ISO/IEC 7816-4 §11.2.2, table 62. */
const BY_FILE_ID = 0x00;
const EF_UNDER_CURRENT_DF = 0x02;
const BY_DF_NAME = 0x04;

/** P2: no response data, or the file control information. */
const NO_RESPONSE_DATA = 0x0c;
const RETURN_FCI = 0x00;

const MASTER_FILE_ID = 0x3f00;

/** SELECT by name (the application), by file id (the master file, or an elementary file under the current one). */
export function select(chip: Chip, command: CommandApdu): ResponseApdu {
  if (command.p2 !== NO_RESPONSE_DATA && command.p2 !== RETURN_FCI) refuse(SW.WRONG_P1_P2);
  switch (command.p1) {
    case BY_DF_NAME:
      return selectApplication(chip, command);
    case BY_FILE_ID:
      return selectByFileId(chip, command);
    case EF_UNDER_CURRENT_DF:
      return selectElementaryFile(chip, fileIdOf(command));
    default:
      return refuse(SW.WRONG_P1_P2);
  }
}

function selectApplication(chip: Chip, command: CommandApdu): ResponseApdu {
  if (!equalBytes(command.data, PERMIT_AID)) refuse(SW.FILE_NOT_FOUND);
  const lifeCycle = chip.memory.read('lifeCycle');
  if (lifeCycle === 'blank') refuse(SW.FILE_NOT_FOUND);
  if (lifeCycle === 'terminated') refuse(SW.SELECTED_TERMINATED);
  chip.session.selected = 'permit';
  chip.session.currentSfi = undefined;
  const wantsFci = command.p2 === RETURN_FCI && command.ne > 0;
  return { data: wantsFci ? encodeTlv(0x6f, encodeTlv(0x84, PERMIT_AID)) : new Uint8Array(0), sw: SW.OK };
}

function selectByFileId(chip: Chip, command: CommandApdu): ResponseApdu {
  if (command.data.length !== 0 && fileIdOf(command) !== MASTER_FILE_ID) {
    return selectElementaryFile(chip, fileIdOf(command));
  }
  chip.session.selected = 'master-file';
  chip.session.currentSfi = undefined;
  return { data: new Uint8Array(0), sw: SW.OK };
}

/** Selecting says nothing of the content, so it needs no right; reading does. */
function selectElementaryFile(chip: Chip, fid: number): ResponseApdu {
  const sfi = chip.session.selected === 'permit' ? applicationSfiOf(fid) : masterFileSfiOf(fid);
  chip.session.currentSfi = sfi ?? refuse(SW.FILE_NOT_FOUND);
  return { data: new Uint8Array(0), sw: SW.OK };
}

function fileIdOf(command: CommandApdu): number {
  return command.data.length === 2 ? readUint(command.data) : refuse(SW.WRONG_LENGTH);
}
