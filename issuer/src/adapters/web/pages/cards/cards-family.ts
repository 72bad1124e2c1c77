import type { PageFamily } from '../../page/page.ts';
import { activationPage } from './activation-page.ts';
import { beginPage } from './begin-page.ts';
import { cardPage } from './card-page.ts';
import { checkPage } from './check-page.ts';
import { deskPage } from './desk-page.ts';
import { facePages } from './face-pages.ts';
import { handOverPage } from './hand-over-page.ts';
import { letterPage } from './letter-page.ts';
import { pinPages } from './pin-pages.ts';
import { putBackPage } from './put-back-page.ts';
import { setAsidePages } from './set-aside-pages.ts';

/** Making cards, checking them, handing them over and having their holders set the PIN. */
export const cardsFamily: PageFamily = {
  name: 'cards',
  pages: [
    deskPage,
    beginPage,
    cardPage,
    ...setAsidePages,
    checkPage,
    ...facePages,
    handOverPage,
    letterPage,
    activationPage,
    ...pinPages,
    putBackPage,
  ],
};
