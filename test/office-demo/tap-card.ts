import { join } from 'node:path';
import { loadTerminalFolder, loadTrustFolder, nodeEngine, nodeRandom } from '@residence-permit/reader/node';
import { verifyCard } from '@residence-permit/reader/verify';
import type { DemonstrationServicePoint, DemonstrationTap } from '@residence-permit/issuer/use-cases/ports';
import type { CardTransport } from '@residence-permit/shared/apdu';
import { PermitError } from '@residence-permit/shared/errors';
import { isCertifiedPoint } from './demo-service-points.ts';
import type { DemoPlaces } from './demo-places.ts';

const DAY = 86_400;
const UTC_OFFSET_MINUTES = 480;

/**
 * One tap at a service point, by the public verifier with the trust files that the office published and the terminal's own
 * certificate. A bad card is a result.
 * @param given.can six digits
 * @throws PermitError TRUST_*, STORE_FAILED; CERTIFICATE_BAD, KEY_BAD of the terminal
 */
export async function tapCard(given: {
  readonly places: DemoPlaces;
  readonly servicePoint: DemonstrationServicePoint;
  readonly transport: CardTransport;
  readonly can: string;
  readonly clock: () => number;
}): Promise<DemonstrationTap> {
  const { places, servicePoint, transport, can, clock } = given;
  const { trust } = await loadTrustFolder({
    folder: places.trust,
    engine: nodeEngine,
    openedAt: clock(),
    instant: 'given',
  });
  const purpose = trust.findPurpose(servicePoint.purpose);
  if (purpose === undefined) throw new PermitError('PURPOSE_UNKNOWN', { detail: servicePoint.purpose });
  const { verdict, answers, reasons, fields, withheld, endorsement, covering, cost } = await verifyCard({
    transport,
    password: { kind: 'can', value: can },
    purpose,
    terminal: isCertifiedPoint(servicePoint.id)
      ? await loadTerminalFolder(join(places.servicePoints, servicePoint.id))
      : 'none',
    trust,
    clock,
    utcOffsetMinutes: UTC_OFFSET_MINUTES,
    staleness: { bundleSeconds: DAY, statusSeconds: DAY },
    random: nodeRandom,
    engine: nodeEngine,
    metering: { nowMs: () => performance.now() },
  });
  const { apdus, bytes } = cost;
  return {
    servicePoint,
    verdict,
    answers,
    reasons,
    fields,
    withheld,
    ...(covering === undefined ? {} : { coveredThrough: covering.grant.through }),
    ...(endorsement === undefined ? {} : { endorsedThrough: endorsement.endorsedThrough }),
    cost: { apdus, bytes },
  };
}
