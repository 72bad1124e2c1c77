import type { Bilingual, OfficeAddress } from '../../documents/index.ts';

/** What the back tells holder, finder and whoever is shown the card. */
export type NoteId = 'endorsement' | 'loss' | 'use';

/** The notes of an office: when to have the card endorsed, where to report its loss, and that it is the holder's alone. */
export function faceNotes({ name, address, telephone }: OfficeAddress): Readonly<Record<NoteId, Bilingual>> {
  // No line breaks inside the number.
  const number = telephone.replaceAll(' ', '\u00A0');
  const call = number === '' ? '立即挂失' : `立即致电${number}挂失`;
  const place = address === '' ? name : `${name}（${address}）`;
  return {
    // Decree 663 art. 10.
    endorsement: {
      zh: '本证每年签注一次，于居住每满一年之日前一个月内办理；逾期未签注的，使用功能中止，补办签注后恢复。是否在签注有效期内，以卡内记录为准。',
      en: 'To be endorsed once a year, within the month before each full year of residence; if that is missed, its use is suspended until it is endorsed. The chip says whether it is.',
    },
    // Decree 663 art. 11.
    loss: {
      zh: `遗失的，请${call}，并向签发机关申请补领。拾到的，请送交${place}。`,
      en: `If it is lost, ${number === '' ? 'report it' : `call ${number}`} at once to have it put on hold, and ask the issuing authority for a new one. If you find it, please hand it in there.`,
    },
    // Decree 663 art. 18.
    use: {
      zh: '本证仅限持证人本人使用，不得出租、出借、转让；任何单位和个人不得非法扣押。',
      en: 'For its holder alone: not to be rented, lent or passed on. Nobody may keep it from its holder unlawfully.',
    },
  };
}
