import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { type CvCertificate, decodeCvCertificate, verifyCvCertificate } from '@residence-permit/shared/cv-certificate';
import { toEpochDays } from '@residence-permit/shared/plain-date';
import { andTemplates } from '@residence-permit/shared/terminal-auth';
import { encodeTlv } from '@residence-permit/shared/tlv';
import type { Chip } from '../../card/chip.ts';
import { shaBlocks } from '../../card/cost-meter.ts';
import { refuse } from '../../card/refusal.ts';
import { SW } from '../../card/status.ts';
import type { TrustPoint } from '../../nonvolatile/index.ts';
import { requireTemplateSession } from './require-template-session.ts';
import type { IssuingKey, TerminalAuthRun } from './terminal-auth-run.ts';

/** A CV certificate, of which the command carries the content. TR-03110-3 §B.11.5 */
const DO_CV_CERTIFICATE = 0x7f21;

/** TR-03110-3 §2.5: at most two trust points, the new one and the one that signed its link certificate. */
const MAX_TRUST_POINTS = 2;

/**
 * PSO: Verify Certificate (00 2A 00 BE {7F4E, 5F37}) with the key that MSE:Set DST named. Commits at most once: a link
 * certificate the trust points and the date, a DV certificate the memory and the date, a terminal certificate of the
 * official domain the date. 6300 for whatever is wrong with the certificate itself.
 */
export function verifyCertificate(chip: Chip, command: CommandApdu): ResponseApdu {
  const { run } = requireTemplateSession(chip);
  const issuer = run.issuer ?? refuse(SW.CONDITIONS_NOT_SATISFIED);
  const certificate = decodeCvCertificate(encodeTlv(DO_CV_CERTIFICATE, command.data));
  if (certificate.car !== issuer.reference) refuse(SW.AUTHENTICATION_FAILED);
  chip.meter.operation('sha-block', shaBlocks(certificate.bodyBytes.length));
  chip.meter.operation('ecdsa-setup');
  chip.meter.operation('ecdsa-verify');
  if (!verifyCvCertificate({ certificate, issuerKey: issuer.publicKey })) refuse(SW.AUTHENTICATION_FAILED);
  accept(chip, run, { certificate, issuer });
  return { data: new Uint8Array(0), sw: SW.OK };
}

type Verified = { readonly certificate: CvCertificate; readonly issuer: IssuingKey };

function accept(chip: Chip, run: TerminalAuthRun, verified: Verified): void {
  switch (verified.certificate.template.role) {
    case 'cvca':
      return acceptLink(chip, verified);
    case 'dv-official':
    case 'dv-non-official':
      return acceptDv(chip, verified);
    case 'terminal':
      return acceptTerminal(chip, run, verified);
  }
}

/** An expired link certificate is accepted, so that a chip that was not used for years can catch up. TR-03110-3 §2.5 */
function acceptLink(chip: Chip, { certificate, issuer }: Verified): void {
  if (issuer.role !== 'cvca') refuse(SW.AUTHENTICATION_FAILED);
  const { memory } = chip;
  const added: TrustPoint = {
    reference: certificate.chr,
    publicKey: certificate.publicKey,
    template: certificate.template,
    expiry: toEpochDays(certificate.expiry),
  };
  const kept = memory.read('trustPoints').filter((each) => each.reference === issuer.reference);
  memory.commit({
    trustPoints: [added, ...kept.filter((each) => each.reference !== added.reference)].slice(0, MAX_TRUST_POINTS),
    chipDate: laterDate(chip, certificate),
  });
}

function acceptDv(chip: Chip, { certificate, issuer }: Verified): void {
  if (issuer.role !== 'cvca') refuse(SW.AUTHENTICATION_FAILED);
  requireUnexpired(chip, issuer.expiry);
  const expiry = requireUnexpired(chip, toEpochDays(certificate.expiry));
  chip.memory.commit({
    rememberedDv: {
      reference: certificate.chr,
      publicKey: certificate.publicKey,
      template: andTemplates(issuer.template, certificate.template),
      expiry,
      issuer: issuer.reference,
    },
    chipDate: laterDate(chip, certificate),
  });
}

/** Clinics and employers stand under the non-official DV; their certificates never move the chip's date. */
function acceptTerminal(chip: Chip, run: TerminalAuthRun, { certificate, issuer }: Verified): void {
  if (issuer.role !== 'dv-official' && issuer.role !== 'dv-non-official') refuse(SW.AUTHENTICATION_FAILED);
  requireUnexpired(chip, issuer.expiry);
  const expiry = requireUnexpired(chip, toEpochDays(certificate.expiry));
  const later = laterDate(chip, certificate);
  if (issuer.role === 'dv-official' && later > chip.memory.read('chipDate')) chip.memory.commit({ chipDate: later });
  run.terminal = {
    reference: certificate.chr,
    publicKey: certificate.publicKey,
    template: andTemplates(issuer.template, certificate.template),
    effective: toEpochDays(certificate.effective),
    expiry,
  };
}

/** @throws Refusal 6300 past its last day, by the chip's own date */
function requireUnexpired(chip: Chip, expiry: number): number {
  return expiry < chip.memory.read('chipDate') ? refuse(SW.AUTHENTICATION_FAILED) : expiry;
}

/** The chip's date moves forward only. TR-03110-3 §2.5 */
function laterDate(chip: Chip, certificate: CvCertificate): number {
  return Math.max(chip.memory.read('chipDate'), toEpochDays(certificate.effective));
}
