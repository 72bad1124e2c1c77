import { type TestAuthority } from '@residence-permit/issuer/authority';
import { presentPermit } from '@residence-permit/test/builders/device-response';
import { makeP256Authority } from '@residence-permit/test/builders/p256-authority';
import { makeSignedCard, type SignedCard } from '@residence-permit/test/builders/signed-card';

const DAY = 86_400;
/** Four elements: name, birth date, issue and residence, as a counter would ask for. */
const FOUR_GROUPS = [2, 3, 10, 11];

/** One permit as each verifier takes it: the same DG1 and the same four items, under a chain of signer and root. */
export type PresentedPermits = {
  readonly card: SignedCard;
  readonly authority: TestAuthority;
  readonly at: number;
  /** Under our Ed25519 root: for us and for @owf/mdoc. */
  readonly issuerSigned: Uint8Array;
  readonly root: Uint8Array;
  /** Under a P-256 root, as DeviceResponse: @auth0/mdl verifies no certificate that is signed with Ed25519. */
  readonly deviceResponse: Uint8Array;
  readonly p256RootPem: string;
};

export async function presentedPermits(): Promise<PresentedPermits> {
  // @auth0/mdl judges by the clock of the machine.
  const at = Math.floor(Date.now() / 1000);
  const card = await makeSignedCard({ seed: 'bench', now: at - 60 });
  const p256 = await makeP256Authority(at - DAY, at + 365 * DAY);
  const [signer] = card.authority.documentSigners;
  if (signer === undefined) throw new RangeError('authority: no document signer');
  const certificate = await p256.certify(signer.key.publicKey);
  const ours = await presentPermit({ card, dataGroups: FOUR_GROUPS, x5chain: [card.chain[0]] });
  const theirs = await presentPermit({ card, dataGroups: FOUR_GROUPS, x5chain: [certificate] });
  return {
    card,
    authority: card.authority,
    at,
    issuerSigned: ours.issuerSigned,
    root: card.chain[1],
    deviceResponse: theirs.deviceResponse,
    p256RootPem: p256.rootPem,
  };
}
