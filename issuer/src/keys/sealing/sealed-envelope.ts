import { AsnConvert, AsnProp, AsnPropTypes, AsnType, AsnTypeTypes, OctetString } from '@peculiar/asn1-schema';
import { EncryptedData, EncryptedPrivateKeyInfo } from '@peculiar/asn1-pkcs8';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { equalBytes } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import { requireScryptCost, type ScryptCost } from './scrypt-cost.ts';

/** What an EncryptedPrivateKeyInfo of this profile says. */
export type SealedEnvelope = {
  readonly cost: ScryptCost;
  readonly salt: Uint8Array;
  /** 16 bytes. */
  readonly iv: Uint8Array;
  /** AES-256-CBC with the padding of RFC 8018 §6.1.1 (PKCS#7): a multiple of 16 bytes. */
  readonly encrypted: Uint8Array;
};

/** RFC 8018 §A.4. */
const OID_PBES2 = '1.2.840.113549.1.5.13';
/** RFC 7914 §7. */
const OID_SCRYPT = '1.3.6.1.4.1.11591.4.11';
/** RFC 8018 §B.2.5. */
const OID_AES256_CBC = '2.16.840.1.101.3.4.1.42';
export const IV_LENGTH = 16;
export const KEY_LENGTH = 32;
const BLOCK_LENGTH = 16;
const MIN_SALT_LENGTH = 8;
const MAX_SALT_LENGTH = 64;
/** No key or share that this software seals comes near it. */
const MAX_LENGTH = 16_384;

/** RFC 7914 §7.1: `scrypt-params`. */
class ScryptParams {
  salt = new OctetString();
  n = 0;
  r = 0;
  p = 0;
  keyLength?: number;
}
AsnProp({ type: OctetString })(ScryptParams.prototype, 'salt');
AsnProp({ type: AsnPropTypes.Integer })(ScryptParams.prototype, 'n');
AsnProp({ type: AsnPropTypes.Integer })(ScryptParams.prototype, 'r');
AsnProp({ type: AsnPropTypes.Integer })(ScryptParams.prototype, 'p');
AsnProp({ type: AsnPropTypes.Integer, optional: true })(ScryptParams.prototype, 'keyLength');
AsnType({ type: AsnTypeTypes.Sequence })(ScryptParams);

/** RFC 8018 §A.4: `PBES2-params`. */
class Pbes2Params {
  keyDerivation = new AlgorithmIdentifier();
  encryption = new AlgorithmIdentifier();
}
AsnProp({ type: AlgorithmIdentifier })(Pbes2Params.prototype, 'keyDerivation');
AsnProp({ type: AlgorithmIdentifier })(Pbes2Params.prototype, 'encryption');
AsnType({ type: AsnTypeTypes.Sequence })(Pbes2Params);

/** EncryptedPrivateKeyInfo, DER. RFC 5958 §3. */
export function encodeSealedEnvelope(envelope: SealedEnvelope): Uint8Array {
  return encodeWithKeyLength(envelope, {});
}

function encodeWithKeyLength(envelope: SealedEnvelope, keyLength: Pick<ScryptParams, 'keyLength'>): Uint8Array {
  const { cost, salt, iv, encrypted } = envelope;
  const scrypt = Object.assign(new ScryptParams(), { ...cost, ...keyLength, salt: new OctetString(salt) });
  const pbes2 = Object.assign(new Pbes2Params(), {
    keyDerivation: new AlgorithmIdentifier({ algorithm: OID_SCRYPT, parameters: AsnConvert.serialize(scrypt) }),
    encryption: new AlgorithmIdentifier({
      algorithm: OID_AES256_CBC,
      parameters: AsnConvert.serialize(new OctetString(iv)),
    }),
  });
  const info = new EncryptedPrivateKeyInfo({
    encryptionAlgorithm: new AlgorithmIdentifier({ algorithm: OID_PBES2, parameters: AsnConvert.serialize(pbes2) }),
    encryptedData: new EncryptedData(encrypted),
  });
  return new Uint8Array(AsnConvert.serialize(info));
}

/**
 * Reads what `encodeSealedEnvelope` or `openssl pkcs8 -topk8 -scrypt -v2 aes256` wrote. The cost is inside its bounds.
 * @throws PermitError KEY_BAD on everything else: another derivation or cipher, BER, bytes that follow
 */
export function decodeSealedEnvelope(bytes: Uint8Array): SealedEnvelope {
  if (bytes.length > MAX_LENGTH) throw new PermitError('KEY_BAD', { detail: `sealed file of ${bytes.length} bytes` });
  const { envelope, keyLength } = readEnvelope(bytes);
  // The parser passes over the class of a tag and over what parameters it was not asked for; only the same bytes again are DER.
  const again = encodeWithKeyLength(envelope, keyLength === undefined ? {} : { keyLength });
  if (!equalBytes(again, bytes)) throw new PermitError('KEY_BAD', { detail: 'sealed file: not DER' });
  const { salt, iv, encrypted, cost } = envelope;
  requireScryptCost(cost);
  const lengths =
    salt.length >= MIN_SALT_LENGTH &&
    salt.length <= MAX_SALT_LENGTH &&
    iv.length === IV_LENGTH &&
    encrypted.length > 0 &&
    encrypted.length % BLOCK_LENGTH === 0 &&
    (keyLength === undefined || keyLength === KEY_LENGTH);
  if (!lengths) throw new PermitError('KEY_BAD', { detail: 'sealed file: a length is not that of its algorithm' });
  return envelope;
}

/** The cost at which a file is sealed. @throws PermitError KEY_BAD */
export function inspectSealed(bytes: Uint8Array): ScryptCost {
  return decodeSealedEnvelope(bytes).cost;
}

type ReadEnvelope = {
  readonly envelope: SealedEnvelope;
  readonly keyLength: number | undefined;
};

function readEnvelope(bytes: Uint8Array): ReadEnvelope {
  try {
    const info = AsnConvert.parse(new Uint8Array(bytes), EncryptedPrivateKeyInfo);
    const pbes2 = AsnConvert.parse(parametersOf(info.encryptionAlgorithm, OID_PBES2), Pbes2Params);
    const { n, r, p, keyLength, salt } = AsnConvert.parse(parametersOf(pbes2.keyDerivation, OID_SCRYPT), ScryptParams);
    const iv = AsnConvert.parse(parametersOf(pbes2.encryption, OID_AES256_CBC), OctetString);
    const envelope = {
      cost: { n, r, p },
      salt: bytesOf(salt),
      iv: bytesOf(iv),
      encrypted: bytesOf(info.encryptedData),
    };
    return { envelope, keyLength };
  } catch (cause) {
    if (cause instanceof PermitError) throw cause;
    throw new PermitError('KEY_BAD', { cause, detail: 'not an EncryptedPrivateKeyInfo' });
  }
}

function parametersOf({ algorithm, parameters }: AlgorithmIdentifier, expected: string): ArrayBuffer {
  if (algorithm === expected && parameters !== undefined && parameters !== null) return parameters;
  throw new PermitError('KEY_BAD', { detail: `sealed with ${algorithm}, want ${expected}` });
}

function bytesOf(octets: OctetString): Uint8Array {
  return new Uint8Array(octets.buffer.slice(octets.byteOffset, octets.byteOffset + octets.byteLength));
}
