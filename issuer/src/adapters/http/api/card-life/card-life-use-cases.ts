import type * as life from '../../../../use-cases/card-life/index.ts';

/** What the routes of live cards and permits call. */
export type CardLifeUseCases = {
  readonly listLiveCards: ReturnType<typeof life.makeListLiveCards>;
  readonly holdCard: ReturnType<typeof life.makeHoldCard>;
  readonly liftHold: ReturnType<typeof life.makeLiftHold>;
  readonly takeBackCard: ReturnType<typeof life.makeTakeBackCard>;
  readonly revokeCard: ReturnType<typeof life.makeRevokeCard>;
  readonly requestRevocation: ReturnType<typeof life.makeRequestRevocation>;
  readonly confirmRevocation: ReturnType<typeof life.makeConfirmRevocation>;
  readonly listRevocations: ReturnType<typeof life.makeListRevocations>;
  readonly endPermit: ReturnType<typeof life.makeEndPermit>;
  readonly closeCancellation: ReturnType<typeof life.makeCloseCancellation>;
};
