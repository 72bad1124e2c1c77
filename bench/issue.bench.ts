import { hash, randomBytes } from 'node:crypto';
import { Document } from '@auth0/mdl';
import { CoseKey, DeviceKey, Issuer, SignatureAlgorithm } from '@owf/mdoc';
import { drawOnce, makeSignPermit } from '@residence-permit/issuer/signing';
import { nodeEd25519 } from '@residence-permit/reader/node';
import { certificateThumbprint, encodeDataGroups, signPermitDocument } from '@residence-permit/shared/records';
import { aPortrait } from '@residence-permit/test/builders/portrait';
import { privateJwk, publicJwk } from '@residence-permit/test/builders/jwk';
import { makeSignedCard } from '@residence-permit/test/builders/signed-card';
import { owfMdocContext } from '@residence-permit/test/builders/owf-mdoc-context';
import type { Section } from './figures.ts';
import { pairedMediansMs } from './median.ts';

const RUNS = 500;
const WARM_UPS = 1500;
const DAY = 86_400;
const DOC_TYPE = 'example.permit.1';
const PORTRAIT_BYTES = 3000;

/** One record of twelve elements with a 3,000-byte portrait, salted, hashed and signed with Ed25519, by us and by both peers in turn. */
export async function measureIssue(): Promise<Section> {
  const now = Math.floor(Date.now() / 1000);
  const card = await makeSignedCard({ seed: 'bench', now });
  const [holder] = card.authority.documentSigners;
  if (holder === undefined) throw new RangeError('authority: no document signer');
  const record = { ...card.record, portrait: aPortrait(PORTRAIT_BYTES) };

  const random = (length: number) => new Uint8Array(randomBytes(length));
  const keys = {
    permitRef: card.permitRef,
    deviceKey: card.deviceKey.publicKey,
    receiptKey: card.receiptKey.publicKey,
    status: { index: 4711, uri: card.authority.statusUri },
  };
  const thumbprint = certificateThumbprint(holder.certificate);
  const validity = { signedAt: now, validFrom: now, validUntil: now + 365 * DAY };
  /** What the peers do: salt, hash, encode, sign. */
  const ours = () => {
    const { digests } = encodeDataGroups({
      record,
      random: drawOnce(random),
      sha256: (bytes) => hash('sha256', bytes, 'buffer'),
    });
    return signPermitDocument({ mso: { digests, ...keys, ...validity }, thumbprint, signer: holder.key });
  };
  /** What the office does: it also decodes and verifies what it signed before it lets go of it. */
  const signPermit = makeSignPermit({
    signer: { signer: holder.key, certificate: holder.certificate },
    engine: nodeEd25519,
    random,
    clock: () => now,
  });
  const checked = () => signPermit({ record, ...keys });

  const claims = {
    name: record.name,
    birth_date: record.birthDate,
    sex: record.sex,
    ethnic_group: record.ethnicGroup,
    citizen_id: record.citizenId,
    hukou_address: record.hukouAddress,
    residence_address: record.residenceAddress,
    portrait: record.portrait,
    issue: record.issue.permitNumber,
    residence: record.residence.continuousMonths,
    age_over_18: true,
    service_class: record.serviceClass,
  };
  const issuerJwk = privateJwk(holder.key.exportPkcs8());
  const deviceJwk = publicJwk(card.deviceKey.exportPkcs8());
  const auth0 = () =>
    new Document(DOC_TYPE)
      .addIssuerNameSpace(DOC_TYPE, claims)
      .useDigestAlgorithm('SHA-256')
      .addValidityInfo({ signed: new Date(now * 1000) })
      .addDeviceKeyInfo({ deviceKey: deviceJwk })
      .sign({ issuerPrivateKey: issuerJwk, issuerCertificate: holder.certificate, alg: 'EdDSA', kid: 'signer' });

  const signingKey = CoseKey.fromJwk(issuerJwk);
  const deviceKey = DeviceKey.fromJwk(deviceJwk);
  const validityInfo = {
    signed: new Date(now * 1000),
    validFrom: new Date(now * 1000),
    validUntil: new Date((now + 365 * DAY) * 1000),
  };
  const owf = () =>
    new Issuer(DOC_TYPE, owfMdocContext).addIssuerNamespace(DOC_TYPE, claims).sign({
      signingKey,
      algorithm: SignatureAlgorithm.EdDSA,
      digestAlgorithm: 'SHA-256',
      certificates: [holder.certificate],
      validityInfo,
      deviceKeyInfo: { deviceKey },
    });

  const [oursMs = 0, checkedMs = 0, auth0Ms = 0, owfMs = 0] = await pairedMediansMs([ours, checked, auth0, owf], {
    runs: RUNS,
    warmUps: WARM_UPS,
  });
  return {
    figures: {
      'issue.ms': oursMs,
      'issue.auth0Ms': auth0Ms,
      'issue.owfMs': owfMs,
      'issue.ratioVsAuth0': auth0Ms / oursMs,
      'issue.ratioVsOwf': owfMs / oursMs,
      'issue.checkedMs': checkedMs,
      'issue.checkedRatioVsAuth0': auth0Ms / checkedMs,
      'issue.checkedRatioVsOwf': owfMs / checkedMs,
    },
    remarks: [
      `medians of ${RUNS} runs in turn; twelve elements, one of them a portrait of ${PORTRAIT_BYTES} bytes, Ed25519`,
      'the ratios compare the same steps: salt, hash, encode, sign; ours makes fourteen digests (three ages in one group)',
      'checked: the whole signer of the office, which also decodes and verifies its own output; the peers do not, so this is information',
    ],
  };
}
