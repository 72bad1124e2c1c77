import { createPrivateKey } from 'node:crypto';
import type { P256Key } from '@residence-permit/issuer/authority';
import type { CamProof, CardReading } from '@residence-permit/reader/verify';
import { camData, derivePublic, scalarFromRandom } from '@residence-permit/shared/pace';
import type { SignedCard } from './signed-card.ts';

/** The proof that a chip with this static key would give in PACE. ICAO 9303-11 §4.4.3.3.3 */
export function camProofBy(key: P256Key, random: (length: number) => Uint8Array): CamProof {
  const mappingSecret = scalarFromRandom('P-256', random(48));
  return {
    caIc: camData({ staticSecret: scalarOf(key), mappingSecret }),
    mappingPublicKey: derivePublic('P-256', mappingSecret),
  };
}

function scalarOf(key: P256Key): Uint8Array {
  const pkcs8 = Buffer.from(key.exportPkcs8());
  const jwk = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' });
  return new Uint8Array(Buffer.from(jwk.d ?? '', 'base64url'));
}

/** What a tap of this card at a certified terminal would read, without any card: every data group that there is. */
export function readingOf(card: SignedCard, random: (length: number) => Uint8Array): CardReading {
  const dg1Bytes = card.files.get(1);
  if (dg1Bytes === undefined) throw new RangeError('card: no DG1');
  return {
    dg1Bytes,
    cam: camProofBy(card.deviceKey, random),
    files: new Map([...card.files].filter(([dataGroup]) => dataGroup > 1)),
    terminal: { kind: 'certified' },
  };
}
