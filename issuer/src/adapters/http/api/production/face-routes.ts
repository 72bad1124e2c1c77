import * as z from 'zod';
import type { CardFace, FaceSide } from '../../../card-face/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { caseRefusals } from '../case-refusals.ts';
import { CardNumber } from '../bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';
import type { ProductionUseCases } from './production-use-cases.ts';

/** What the print of a card's face stands on. */
export type FaceParts = Pick<ProductionUseCases, 'readCardFace'> & {
  /** Makes the PDF of both sides. @throws PermitError GLYPH_MISSING, FACE_TEXT_TOO_LONG */
  readonly printFace: (face: CardFace) => Promise<Uint8Array>;
  /** Makes the SVG of one side. @throws PermitError as `printFace` */
  readonly showFace: (face: CardFace, side: FaceSide) => Promise<string>;
};

const CardParams = z.strictObject({ cardNumber: CardNumber });
const refusals = { ...caseRefusals, 'attempt-unknown': 404, 'not-in-office': 409 } as const;

/** The face of a card, for the printer and for the eye of whoever makes it. */
export function faceRoutes({ readCardFace, printFace, showFace }: FaceParts): readonly RouteDefinition[] {
  const common = { method: 'get', tag: 'production', access: { action: 'card.produce' }, refusals } as const;
  return [
    defineRoute({
      ...common,
      name: 'printCardFace',
      path: '/api/v1/cards/:cardNumber/face',
      summary: 'Both sides of the card as a PDF in its true size; while the card lies in the office.',
      params: CardParams,
      responses: { 200: { description: 'Two pages, the front first.', types: ['application/pdf'] } },
      handler: async ({ params, caller, requestId }) => {
        const outcome = await readCardFace(toSignedIn(caller, requestId), params);
        if (!outcome.ok) return outcome;
        const bytes = await printFace(outcome.value);
        return reply(200, { bytes, type: 'application/pdf', fileName: `${params.cardNumber}-face.pdf` });
      },
    }),
    defineRoute({
      ...common,
      name: 'showCardFace',
      path: '/api/v1/cards/:cardNumber/face/:side',
      summary: 'One side of the card as a picture, the same as in print; while the card lies in the office.',
      params: CardParams.extend({ side: z.enum(['front', 'back']) }),
      responses: { 200: { description: 'The side.', types: ['image/svg+xml'] } },
      handler: async ({ params, caller, requestId }) => {
        const { cardNumber, side } = params;
        const outcome = await readCardFace(toSignedIn(caller, requestId), { cardNumber });
        if (!outcome.ok) return outcome;
        const bytes = new TextEncoder().encode(await showFace(outcome.value, side));
        return reply(200, { bytes, type: 'image/svg+xml' });
      },
    }),
  ];
}
