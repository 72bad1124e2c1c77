import { type CborValue, decodeCbor, encodeCbor, Tagged } from '@residence-permit/shared/cbor';
import { toIssuerSigned } from '@residence-permit/shared/mdoc';
import { DOC_TYPE, NAMESPACE, splitItems } from '@residence-permit/shared/records';
import type { SignedCard } from './signed-card.ts';

const TAG_ENCODED_CBOR = 24;
const ES256 = -7;

/** [DeviceEngagementBytes, EReaderKeyBytes, Handover], with the handover of OpenID for Verifiable Presentations §B.2.6.1. */
const TRANSCRIPT: CborValue = [null, null, ['OpenID4VPHandover', new Uint8Array(32)]];

/** A permit as an ISO/IEC 18013-5 document that its holder's device has signed. */
export type PresentedPermit = {
  /** DeviceResponse with one document. */
  readonly deviceResponse: Uint8Array;
  /** IssuerSigned by itself. */
  readonly issuerSigned: Uint8Array;
  /** SessionTranscript. */
  readonly transcript: Uint8Array;
  /** #6.24(bstr .cbor SessionTranscript). */
  readonly transcriptBytes: Uint8Array;
};

/** Presents data groups of a card whose `deviceKey` is held in software; a chip's key would not sign this. */
export async function presentPermit(input: {
  readonly card: SignedCard;
  readonly dataGroups: readonly number[];
  readonly x5chain: readonly Uint8Array[];
}): Promise<PresentedPermit> {
  const { card } = input;
  const file = (dataGroup: number) => card.files.get(dataGroup) ?? new Uint8Array();
  const issuerSigned = toIssuerSigned({
    dg1Bytes: file(1),
    namespace: NAMESPACE,
    items: input.dataGroups.flatMap((dataGroup) => splitItems(dataGroup, file(dataGroup))),
    x5chain: input.x5chain,
  });
  const deviceNameSpaces = embed(new Map());
  const authentication = embed(['DeviceAuthentication', TRANSCRIPT, DOC_TYPE, deviceNameSpaces]);
  const document = new Map<string, CborValue>([
    ['docType', DOC_TYPE],
    ['issuerSigned', decodeCbor(issuerSigned, { maxBytes: 32_768, maxDepth: 8, tags: [TAG_ENCODED_CBOR] })],
    [
      'deviceSigned',
      new Map<string, CborValue>([
        ['nameSpaces', deviceNameSpaces],
        ['deviceAuth', new Map([['deviceSignature', await signDetached(card, encodeCbor(authentication))]])],
      ]),
    ],
  ]);
  const response = new Map<string, CborValue>([
    ['version', '1.0'],
    ['documents', [document]],
    ['status', 0],
  ]);
  return {
    deviceResponse: encodeCbor(response),
    issuerSigned,
    transcript: encodeCbor(TRANSCRIPT),
    transcriptBytes: encodeCbor(embed(TRANSCRIPT)),
  };
}

function embed(value: CborValue): Tagged {
  return new Tagged(TAG_ENCODED_CBOR, encodeCbor(value));
}

/** A COSE_Sign1 with ES256 and a detached payload. RFC 9052 §4.1. */
async function signDetached(card: SignedCard, payloadBytes: Uint8Array): Promise<CborValue> {
  const protectedBytes = encodeCbor(new Map([[1, ES256]]));
  const signature = await card.deviceKey.sign(
    encodeCbor(['Signature1', protectedBytes, new Uint8Array(), payloadBytes]),
  );
  return [protectedBytes, new Map(), null, signature];
}
