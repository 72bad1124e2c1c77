import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { equalBytes } from '@residence-permit/shared/bytes';
import { decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { PermitError } from '@residence-permit/shared/errors';
import type { TerminalCredential } from '../session/index.ts';

/** An uncompressed P-256 point stands at the end of its SubjectPublicKeyInfo. RFC 5480 §2 */
const POINT_BYTES = 65;

/**
 * Reads a terminal's folder: `dv.cvcert`, `terminal.cvcert`, `link.cvcert` where the CVCA was replaced, and `terminal.pkcs8` (DER, not encrypted). The key must be
 * that of the certificate; dates are for the verifier to judge.
 * @throws PermitError KEY_BAD, CERTIFICATE_BAD when a file is missing or not what its name says
 */
export async function loadTerminalFolder(folder: string): Promise<TerminalCredential> {
  const certificates = {
    dv: await readCertificate(folder, 'dv.cvcert'),
    terminal: await readCertificate(folder, 'terminal.cvcert'),
    ...(existsSync(join(folder, 'link.cvcert')) ? { link: await readCertificate(folder, 'link.cvcert') } : {}),
  };
  const key = await readKey(folder);
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  if (!equalBytes(spki.subarray(spki.length - POINT_BYTES), decodeCvCertificate(certificates.terminal).publicKey)) {
    throw new PermitError('KEY_BAD', { detail: 'terminal.pkcs8 is not the key of terminal.cvcert' });
  }
  return {
    certificates,
    sign: async (message) => new Uint8Array(sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' })),
  };
}

async function readCertificate(folder: string, name: string): Promise<Uint8Array> {
  const path = join(folder, name);
  try {
    const bytes = new Uint8Array(await readFile(path));
    decodeCvCertificate(bytes);
    return bytes;
  } catch (cause) {
    throw new PermitError('CERTIFICATE_BAD', { cause, detail: path });
  }
}

async function readKey(folder: string): Promise<KeyObject> {
  const path = join(folder, 'terminal.pkcs8');
  try {
    const key = createPrivateKey({ key: await readFile(path), format: 'der', type: 'pkcs8' });
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key;
  } catch (cause) {
    throw new PermitError('KEY_BAD', { cause, detail: path });
  }
  throw new PermitError('KEY_BAD', { detail: `${path}: want curve P-256` });
}
