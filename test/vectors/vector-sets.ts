/** Every set of published test vectors that the tests use: its size, and where a person gets it. */
export const VECTOR_SETS = {
  'wycheproof/aes_cmac_test.json': { count: 311, origin: 'C2SP/wycheproof, testvectors_v1, dac1dd4, Apache-2.0' },
  'wycheproof/ecdh_brainpoolP256r1_test.json': {
    count: 804,
    origin: 'C2SP/wycheproof, testvectors_v1, dac1dd4, Apache-2.0',
  },
  'wycheproof/ecdh_secp256r1_ecpoint_test.json': {
    count: 355,
    origin: 'C2SP/wycheproof, testvectors_v1, dac1dd4, Apache-2.0',
  },
  'wycheproof/ecdsa_secp256r1_sha256_p1363_test.json': {
    count: 262,
    origin: 'C2SP/wycheproof, testvectors_v1, dac1dd4, Apache-2.0',
  },
  'wycheproof/ed25519_test.json': { count: 151, origin: 'C2SP/wycheproof, testvectors_v1, dac1dd4, Apache-2.0' },
  'wycheproof/hkdf_sha256_test.json': { count: 86, origin: 'C2SP/wycheproof, testvectors_v1, dac1dd4, Apache-2.0' },
  cose: { count: 11, origin: 'cose-wg/Examples, sign1-tests and eddsa-examples, 53c9d63, Unlicense' },
  'ed25519/edge-cases.json': {
    count: 12,
    origin: 'paulmillr/noble-curves, test/vectors/ed25519/edge-cases.json, ef10645, MIT',
  },
  'icao-9303-11/g1-pace-ecdh-gm.json': { count: 5, origin: 'ICAO Doc 9303-11 appendix G.1, the five exchanges' },
  'status-list/examples.json': {
    count: 8,
    origin: 'draft-ietf-oauth-status-list, 2fb61cd, six encodings and two tokens',
  },
} as const satisfies Record<string, { readonly count: number; readonly origin: string }>;

/** A file below the folder of vectors, or a folder of files that make one set. */
export type VectorSet = keyof typeof VECTOR_SETS;

/** A Wycheproof file: groups of tests that share a key or a parameter. Byte strings are hexadecimal. */
export type Wycheproof<Group, Test> = { readonly testGroups: readonly (Group & { readonly tests: readonly Test[] })[] };

type Test<Members> = Members & {
  readonly tcId: number;
  readonly comment: string;
  readonly flags: readonly string[];
  readonly result: 'valid' | 'invalid' | 'acceptable';
};
type EcdhTest = Test<{ readonly public: string; readonly private: string; readonly shared: string }>;
type SignatureTest = Test<{ readonly msg: string; readonly sig: string }>;

/** What each set holds when it is read. */
export type VectorTypes = {
  'wycheproof/aes_cmac_test.json': Wycheproof<
    { readonly keySize: number; readonly tagSize: number },
    Test<{ readonly key: string; readonly msg: string; readonly tag: string }>
  >;
  'wycheproof/ecdh_brainpoolP256r1_test.json': Wycheproof<{ readonly encoding: string }, EcdhTest>;
  'wycheproof/ecdh_secp256r1_ecpoint_test.json': Wycheproof<{ readonly encoding: string }, EcdhTest>;
  'wycheproof/ecdsa_secp256r1_sha256_p1363_test.json': Wycheproof<
    { readonly publicKey: { readonly uncompressed: string } },
    SignatureTest
  >;
  'wycheproof/ed25519_test.json': Wycheproof<{ readonly publicKey: { readonly pk: string } }, SignatureTest>;
  'wycheproof/hkdf_sha256_test.json': Wycheproof<
    { readonly keySize: number },
    Test<{
      readonly ikm: string;
      readonly salt: string;
      readonly info: string;
      readonly size: number;
      readonly okm: string;
    }>
  >;
  /** One entry a file, by name. */
  cose: ReadonlyMap<string, CoseExample>;
  'ed25519/edge-cases.json': readonly {
    readonly message: string;
    readonly pub_key: string;
    readonly signature: string;
  }[];
  'icao-9303-11/g1-pace-ecdh-gm.json': {
    readonly password: {
      readonly kind: 'mrz';
      readonly documentNumber: string;
      readonly birthDate: string;
      readonly expiryDate: string;
    };
    readonly cardAccess: string;
    readonly terminalMappingPrivateKey: string;
    readonly terminalMappingPublicKey: string;
    readonly terminalEphemeralPrivateKey: string;
    /** Command and response. */
    readonly exchanges: readonly (readonly [string, string])[];
    readonly sessionKeyEnc: string;
    readonly sessionKeyMac: string;
  };
  'status-list/examples.json': {
    readonly encodings: readonly {
      readonly bits: 1 | 2 | 4 | 8;
      readonly bytes?: string;
      readonly length?: number;
      /** Index in decimal to value; every other entry is 0. */
      readonly nonZero?: Readonly<Record<string, number>>;
      readonly statusListCbor: string;
    }[];
    readonly statusListCwt: string;
    readonly referencedTokenCwt: string;
  };
};

/** One file of cose-wg/Examples for COSE_Sign1; keys of kind EC are base64url, those of kind OKP hexadecimal. */
export type CoseExample = {
  readonly title: string;
  readonly fail?: boolean;
  readonly input: {
    readonly plaintext: string;
    readonly sign0: {
      readonly key: {
        readonly kty: 'EC' | 'OKP';
        readonly crv: string;
        readonly x?: string;
        readonly y?: string;
        readonly x_hex?: string;
        readonly d_hex?: string;
      };
      readonly alg: string;
      readonly external?: string;
    };
  };
  readonly intermediates: { readonly ToBeSign_hex: string };
  readonly output: { readonly cbor: string };
};
