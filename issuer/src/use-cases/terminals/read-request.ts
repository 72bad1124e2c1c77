import { type CvCertificate, decodeCvCertificate, verifyCvCertificate } from '@residence-permit/shared/cv-certificate';
import { DecodeError } from '@residence-permit/shared/errors';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';

export type RequestRefusal =
  /** Not a CV certificate that names itself `ZZ`, its mnemonic and `00000`. */
  | 'request-malformed'
  /** It was not signed by the key that it names: nobody has shown to hold it. */
  | 'key-not-proven';

/** What a terminal says of itself. */
export type TerminalRequest = { readonly mnemonic: string; readonly publicKey: Uint8Array };

/** Country, two to nine upper-case letters or digits, and a sequence that no certificate has. */
const REFERENCE = /^ZZ([A-Z0-9]{2,9})00000$/;

/**
 * Reads the request of a terminal: a CV certificate that its key signed itself, with its own name as both references. What it
 * says of rights and days counts for nothing. TR-03110-3 v2.21 §C.2, without the outer signature.
 */
export function readRequest(bytes: Uint8Array): Outcome<TerminalRequest, RequestRefusal> {
  const request = decode(bytes);
  const mnemonic = REFERENCE.exec(request?.chr ?? '')?.[1];
  if (request === undefined || mnemonic === undefined || request.car !== request.chr) {
    return refused('request-malformed');
  }
  const { publicKey } = request;
  return verifyCvCertificate({ certificate: request, issuerKey: publicKey })
    ? ok({ mnemonic, publicKey })
    : refused('key-not-proven');
}

function decode(bytes: Uint8Array): CvCertificate | undefined {
  try {
    return decodeCvCertificate(bytes);
  } catch (cause) {
    if (cause instanceof DecodeError) return undefined;
    throw cause;
  }
}
