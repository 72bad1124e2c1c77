import { randomBytes } from 'node:crypto';
import { P256Key, rightsFor } from '@residence-permit/issuer/authority';
import { makeCertifyKey, openOffice } from '@residence-permit/issuer/serve';
import type { Card } from '@residence-permit/firmware-sim/card';
import type { TerminalCredential } from '@residence-permit/reader/session';
import { DEFAULT_PURPOSES, findPurpose } from '@residence-permit/shared/purposes';
import type { ServedOffice } from '../office/served/served-office.ts';
import { officeDay } from './an-active-card.ts';
import { tapByPin } from './tap-by-pin.ts';

const clock = () => Math.floor(Date.now() / 1000);

/** The gate of a library with a certificate of the office, so that cards show it the entitlements that it asks about. */
export async function aCertifiedGate(office: ServedOffice) {
  const { authority, paths } = await openOffice(office.at('office'), clock);
  const purpose = findPurpose(DEFAULT_PURPOSES, 'library-gate');
  if (purpose === undefined) throw new Error('no such purpose');
  const key = P256Key.generate((length) => new Uint8Array(randomBytes(length)));
  const certified = await makeCertifyKey(authority)({
    mnemonic: 'GATE',
    sequence: 1,
    dv: 'non-official',
    rights: rightsFor(purpose, 'reads'),
    publicKey: key.publicKey,
    today: officeDay(office),
  });
  if (!certified.ok) throw new Error(certified.refusal);
  const { certificates } = certified.value;
  const terminal: TerminalCredential = { certificates, sign: (message) => key.sign(message) };
  return {
    /** What a tap of that card says: the verdict, and its reasons. */
    tap: (chip: Card, pin: string) => tapByPin(paths.trust, chip, { pin, terminal }),
  };
}
