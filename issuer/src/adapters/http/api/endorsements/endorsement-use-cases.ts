import type { Outcome } from '@residence-permit/shared/outcome';
import type { EndorsementEntry } from '../../../../register/index.ts';
import type { EndorsementPreview, EndorseRefusal, PreviewRefusal } from '../../../../use-cases/endorsements/index.ts';
import type { SignedIn } from '../../../../use-cases/ports/index.ts';
import type { PlaceCardAt } from '../production/production-use-cases.ts';

/** What the routes of endorsements call. */
export type EndorsementUseCases = {
  previewEndorsement(
    by: SignedIn,
    input: { readonly permitId: string },
  ): Promise<Outcome<EndorsementPreview, PreviewRefusal>>;
  endorsePermit(
    by: SignedIn,
    input: { readonly applicationId: string; readonly placeCard: ReturnType<PlaceCardAt> },
  ): Promise<Outcome<EndorsementEntry, EndorseRefusal>>;
};
