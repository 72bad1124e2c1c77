import type * as z from 'zod';
import { PreviewView } from '../../../http/api/endorsements/endorsement-routes.ts';
import type { Answer } from '../../ask/ask.ts';
import type { PageRequest } from '../../page/page.ts';

export type Preview = z.output<typeof PreviewView>;

/** What endorsing a permit today would do. The look is written down by the API. */
export function readPreview({ ask }: PageRequest, permitId: string): Promise<Answer<Preview>> {
  return ask('previewEndorsement', { params: { permitId }, reply: PreviewView });
}
