import type { DocumentSigner } from '../../authority/index.ts';
import type { OfficeFolder } from '../office-folder.ts';

/** An office whose document signers are counted when they fail to sign. */
export type WatchedOffice = {
  readonly office: OfficeFolder;
  /** Signatures since the start that were asked of a document signer and not given. */
  readonly signerFailures: () => number;
};

/** Counts what the document signers of an office do not sign, so that readiness tells at once and not after its minute. */
export function watchSigners(office: OfficeFolder): WatchedOffice {
  let failures = 0;
  const watched = (signer: DocumentSigner): DocumentSigner => {
    const { publicKey } = signer.key;
    const sign = async (message: Uint8Array): Promise<Uint8Array> => {
      try {
        return await signer.key.sign(message);
      } catch (cause) {
        failures += 1;
        throw cause;
      }
    };
    return { ...signer, key: { publicKey, sign } };
  };
  const authority = { ...office.authority, documentSigners: office.authority.documentSigners.map(watched) };
  return { office: { ...office, authority }, signerFailures: () => failures };
}
