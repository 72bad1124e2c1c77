/**
 * The closed list of codes. A thrown `PermitError` carries one of them; so does every reason in a verdict and every
 * refusal of a command-line tool. `docs/errors.md` explains each; a test holds this table, that page and the tests together.
 *
 * `kind` says what happens with it:
 * - `decode`  the bytes are not in the format; thrown as `DecodeError`
 * - `world`   card, reader, signer, file or key failed; thrown, with `cause`
 * - `reason`  why an answer of a verdict is not yes; returned, never thrown
 */
export const CODES = {
  // Encodings.
  CBOR_TRUNCATED: { kind: 'decode', meaning: 'The CBOR item claims more bytes than the input holds.' },
  CBOR_TOO_LONG: { kind: 'decode', meaning: 'The CBOR item is longer than the format allows.' },
  CBOR_TRAILING_BYTES: { kind: 'decode', meaning: 'Bytes follow the CBOR item.' },
  CBOR_DUPLICATE_KEY: { kind: 'decode', meaning: 'A CBOR map has the same key twice.' },
  CBOR_KEY_ORDER: { kind: 'decode', meaning: 'The keys of a CBOR map are not in bytewise order.' },
  CBOR_NOT_MINIMAL: { kind: 'decode', meaning: 'An integer or length is not in its shortest form.' },
  CBOR_INDEFINITE: { kind: 'decode', meaning: 'An indefinite-length item, which signed data may not use.' },
  CBOR_BAD_UTF8: { kind: 'decode', meaning: 'A text string is not valid UTF-8.' },
  CBOR_TAG_NOT_ALLOWED: { kind: 'decode', meaning: 'A tag that this format does not list.' },
  CBOR_TOO_DEEP: { kind: 'decode', meaning: 'Arrays, maps or tags are nested deeper than the format allows.' },
  CBOR_NOT_ALLOWED: { kind: 'decode', meaning: 'A float, simple value or integer size that this format does not use.' },
  TLV_TRUNCATED: { kind: 'decode', meaning: 'A data object claims more bytes than the input holds.' },
  TLV_BAD_TAG: { kind: 'decode', meaning: 'A tag is malformed, or not the one expected here.' },
  TLV_BAD_LENGTH: { kind: 'decode', meaning: 'A length is malformed or not in its shortest form.' },
  TLV_TRAILING_BYTES: { kind: 'decode', meaning: 'Bytes follow the data object.' },
  COSE_MALFORMED: { kind: 'decode', meaning: 'Not a COSE structure of the expected kind.' },
  COSE_ALG_NOT_ALLOWED: { kind: 'decode', meaning: 'The signature algorithm is not the one required.' },
  COSE_HEADER_NOT_ALLOWED: {
    kind: 'decode',
    meaning: 'A header that this profile does not allow, or one in the wrong place.',
  },
  COSE_KEY_BAD: { kind: 'decode', meaning: 'A key is malformed, off its curve or of small order.' },
  RECORD_MALFORMED: { kind: 'decode', meaning: 'A record does not have the members that its definition requires.' },
  MDOC_MALFORMED: {
    kind: 'decode',
    meaning: 'The mobile security object or a signed item is not as ISO/IEC 18013-5 defines it.',
  },
  STATUS_MALFORMED: { kind: 'decode', meaning: 'The status list is not a valid token.' },
  TRUST_MALFORMED: { kind: 'decode', meaning: 'The root or bundle file is not as its definition requires.' },
  RECEIPT_MALFORMED: { kind: 'decode', meaning: 'A use receipt is not as its definition requires.' },
  VERIFICATION_RECEIPT_MALFORMED: {
    kind: 'decode',
    meaning:
      'Not a verification receipt: the file, the receipt or the statement of its key is not as its definition requires.',
  },
  APDU_MALFORMED: { kind: 'decode', meaning: 'Not a command or response APDU.' },
  CVC_MALFORMED: { kind: 'decode', meaning: 'Not a card-verifiable certificate of this profile.' },
  PACE_MALFORMED: { kind: 'decode', meaning: 'A PACE data object is missing, malformed or not on the curve.' },
  CHIP_AUTH_MALFORMED: {
    kind: 'decode',
    meaning: 'A data object of chip authentication is missing, malformed or not on the curve.',
  },
  DATE_BAD: { kind: 'decode', meaning: 'Not a calendar date in the form required.' },
  IDENTIFIER_BAD: { kind: 'decode', meaning: 'An identifier is malformed or its check character is wrong.' },
  PURPOSE_UNKNOWN: { kind: 'world', meaning: 'The trust bundle names no such purpose.' },

  // Card, reader and channel.
  READER_ABSENT: { kind: 'world', meaning: 'No reader of that name, or no PC/SC binding on this machine.' },
  READER_SERVICE_DOWN: { kind: 'world', meaning: 'The PC/SC service does not run, or it stopped in the middle.' },
  READER_REMOVED: { kind: 'world', meaning: 'The reader was unplugged before the tap was done.' },
  READER_BUSY: { kind: 'world', meaning: 'Another program holds the card on this reader.' },
  READER_FAILED: { kind: 'world', meaning: 'The reader or the PC/SC service reported a fault.' },
  CARD_ABSENT: { kind: 'world', meaning: 'No card in the reader.' },
  CARD_MUTE: { kind: 'world', meaning: 'A card is on the reader but does not answer when it is powered up.' },
  CARD_PROTOCOL: {
    kind: 'world',
    meaning: 'The card does not speak the transmission protocol T=1, as every contactless permit does.',
  },
  CARD_TIMED_OUT: { kind: 'reason', meaning: 'The card did not answer a command within the time allowed.' },
  CARD_ANSWER_BAD: { kind: 'reason', meaning: 'The reader handed over an answer that is too short or too long.' },
  CARD_RESET: {
    kind: 'reason',
    meaning: 'The card lost its session in the middle of the tap: its power failed, or it was reset.',
  },
  EXTENDED_LENGTH_REFUSED: {
    kind: 'reason',
    meaning: 'The reader or the card refused a long command or answer, and short ones could not take its place.',
  },
  CARD_REMOVED: { kind: 'reason', meaning: 'The card left the field before the tap was done.' },
  CARD_STATUS: {
    kind: 'reason',
    meaning: 'The card refused a command that it should have accepted; the status word says why.',
  },
  CARD_NOT_PERMIT: { kind: 'reason', meaning: 'The card is not a residence permit of this profile.' },
  CARD_BUFFER_TOO_SMALL: {
    kind: 'reason',
    meaning: 'The buffer sizes that the card publishes do not hold the command.',
  },
  PASSWORD_WRONG: {
    kind: 'reason',
    meaning: 'The card access number, PIN or unblocking code that was entered is not that of this card.',
  },
  PASSWORD_SUSPENDED: {
    kind: 'reason',
    meaning: 'One PIN try is left; the card asks for the card access number first.',
  },
  PASSWORD_BLOCKED: { kind: 'reason', meaning: 'The PIN is blocked; the unblocking code is needed.' },
  PUK_SPENT: { kind: 'reason', meaning: 'All ten uses of the unblocking code are spent.' },
  PIN_NOT_SET: { kind: 'reason', meaning: 'No PIN was set on this card yet: it was not handed over.' },
  CARD_BLANK: { kind: 'reason', meaning: 'The chip is blank: no permit was written to it yet.' },
  CARD_TERMINATED: {
    kind: 'reason',
    meaning: 'The card was taken out of use for good; its chip gives nothing any more.',
  },
  PACE_FAILED: { kind: 'reason', meaning: 'The secure channel could not be set up.' },
  CHIP_AUTH_FAILED: {
    kind: 'reason',
    meaning: 'The card refused chip authentication, or does not offer it in the form that this mode needs.',
  },
  SM_BAD_RESPONSE: { kind: 'reason', meaning: 'A protected response was malformed or its check value wrong.' },
  SM_PLAIN_RESPONSE: { kind: 'reason', meaning: 'The card answered in the clear inside the secure channel.' },
  SM_CLOSED: { kind: 'world', meaning: 'The secure channel is closed.' },
  SCP_FAILED: { kind: 'world', meaning: 'The personalisation channel could not be set up, or failed.' },
  TERMINAL_REFUSED: {
    kind: 'reason',
    meaning: 'The card did not accept the certificate or signature of the terminal.',
  },
  TERMINAL_REVOKED: { kind: 'reason', meaning: 'The certificate of this terminal is on the revoked list.' },
  TERMINAL_EXPIRED: { kind: 'reason', meaning: 'The certificate of this terminal is not valid today.' },
  TERMINAL_UNCERTIFIED: { kind: 'reason', meaning: 'Only a terminal with a certificate can have this answer.' },

  // Reasons in a verdict.
  NOT_ASKED: { kind: 'reason', meaning: 'The purpose does not ask this question; it does not count.' },
  NOT_REACHED: { kind: 'reason', meaning: 'The tap ended before this question could be answered.' },
  NOT_RELEASED: { kind: 'reason', meaning: 'The card did not release the data group that answers this question.' },
  RECORD_NOT_AUTHENTIC: {
    kind: 'reason',
    meaning: 'Nothing can be concluded from a permit record that is not known to be authentic.',
  },
  SIGNER_UNKNOWN: { kind: 'reason', meaning: 'No signer key in the trust bundle matches the record.' },
  SIGNER_NOT_IN_FORCE: {
    kind: 'reason',
    meaning: 'The signer was withdrawn, or did not sign inside its period of use.',
  },
  SIGNATURE_BAD: { kind: 'reason', meaning: 'The signature of a record is wrong.' },
  DIGEST_MISMATCH: { kind: 'reason', meaning: 'A data group is not the one that the permit record was signed over.' },
  PERMIT_NOT_YET_VALID: { kind: 'reason', meaning: 'The permit record is not valid yet.' },
  PERMIT_EXPIRED: { kind: 'reason', meaning: 'The permit record is past its validity.' },
  RECEIPT_KEY_UNPROVED: {
    kind: 'reason',
    meaning: 'The key of the verification receipt does not lead to a terminal that this authority certified.',
  },
  RECEIPT_AUTHORITY_UNKNOWN: {
    kind: 'reason',
    meaning: 'The trust bundle does not name the authority above the terminal that signed the verification receipt.',
  },
  RECEIPT_GAP: { kind: 'reason', meaning: 'Verification receipts are missing between two that are there.' },
  RECEIPT_REORDERED: {
    kind: 'reason',
    meaning: 'The verification receipts are not in the order in which the terminal numbered them.',
  },
  RECEIPT_CHAIN_BROKEN: {
    kind: 'reason',
    meaning: 'A verification receipt does not name the one before it as its predecessor.',
  },
  RECEIPT_FORKED: {
    kind: 'reason',
    meaning: 'One terminal key signed two different verification receipts with the same number.',
  },
  RECEIPT_TIME_ODD: {
    kind: 'reason',
    meaning: 'The time of a verification receipt is before the receipt before it, or after now.',
  },
  TRUST_ABSENT: { kind: 'reason', meaning: 'No trust folder was given, so no signature was checked.' },
  TRUST_STALE: { kind: 'reason', meaning: 'The trust bundle is past its expiry or older than the budget allows.' },
  TRUST_ROLLED_BACK: { kind: 'reason', meaning: 'The trust file is older than one that was accepted before.' },
  TRUST_UNSIGNED: {
    kind: 'reason',
    meaning: 'The root, bundle or status file lacks the signatures that the pinned roots require.',
  },
  TRUST_TOO_LARGE: { kind: 'world', meaning: 'A trust file is larger than any honest one, or there are too many.' },
  TRUST_ROOT_GAP: {
    kind: 'world',
    meaning:
      'A root file between the one held and the one offered is missing, so that no chain of signatures leads to it.',
  },
  TRUST_INCOMPLETE: { kind: 'world', meaning: 'The trust files lack a status list that their bundle names.' },
  STATUS_DELTA_UNFIT: {
    kind: 'world',
    meaning:
      'The changes to a status list do not fit the list that is held; the full list is taken, where it is there.',
  },
  CLOCK_BEHIND: { kind: 'reason', meaning: 'The clock of the terminal is behind the data it trusts.' },
  CLOCK_BEHIND_CARD: {
    kind: 'reason',
    meaning: 'The clock of the terminal is behind a date that an office signed on the card.',
  },
  CLOCK_JUMPED_BACK: { kind: 'reason', meaning: 'The clock of the terminal shows less than it did before.' },
  STATUS_MISSING: { kind: 'reason', meaning: 'The verifier holds no status list for this card.' },
  STATUS_STALE: { kind: 'reason', meaning: 'The status list is past its expiry or older than the budget allows.' },
  STATUS_UNKNOWN_VALUE: {
    kind: 'reason',
    meaning: 'The status of the card has a value that this profile does not define, or its address is not in the list.',
  },
  CARD_REVOKED: { kind: 'reason', meaning: 'The card is revoked for good.' },
  CARD_ON_HOLD: { kind: 'reason', meaning: 'The card was reported lost and is on hold.' },
  NOT_ENDORSED: { kind: 'reason', meaning: 'The card carries no endorsement: it was never activated.' },
  ENDORSEMENT_LAPSED: {
    kind: 'reason',
    meaning: 'The yearly endorsement has lapsed; a late endorsement restores the permit.',
  },
  BINDING_MISMATCH: { kind: 'reason', meaning: 'The record was signed for another card or another permit.' },
  ENVELOPE_MISMATCH: {
    kind: 'reason',
    meaning: 'The version, grantor or limit that the card shows differs from the signed record.',
  },
  CHIP_NOT_GENUINE: {
    kind: 'reason',
    meaning: 'The chip could not prove that it holds the key of the signed record: it is a copy.',
  },
  NO_GRANT: { kind: 'reason', meaning: 'The card carries no grant of the kind asked for.' },
  GRANT_NOT_YET: { kind: 'reason', meaning: 'The grant begins later.' },
  GRANT_EXPIRED: { kind: 'reason', meaning: 'The grant has ended.' },
  GRANT_WITHDRAWN: { kind: 'reason', meaning: 'The department took the grant back; the card was not rewritten yet.' },
  GRANT_USED_UP: { kind: 'reason', meaning: 'All uses of the grant are counted.' },
  GRANTOR_NOT_ALLOWED: { kind: 'reason', meaning: 'The signer of the grant may not grant this kind.' },

  // Evidence.
  EVIDENCE_BAD: {
    kind: 'decode',
    meaning: 'The evidence file is damaged, was changed, or is of a version that this software does not know.',
  },
  REPLAY_DIFFERS: {
    kind: 'world',
    meaning: 'Judging the kept tap again gives another result than the one that was recorded with it.',
  },
  EVIDENCE_TRUST_MISSING: {
    kind: 'world',
    meaning: 'The evidence names the trust files of the tap but does not contain them.',
  },

  // Persons and their files.
  PERSON_ERASED: { kind: 'world', meaning: 'The key of this person was destroyed: what was sealed under it is gone.' },
  SEAL_BROKEN: {
    kind: 'world',
    meaning: 'A sealed value was changed or cut, belongs to another place, or is under another key.',
  },
  ERASURE_LEDGER_BAD: {
    kind: 'world',
    meaning: 'A line of the erasure ledger was changed, or was written under another key.',
  },
  EVIDENCE_TYPE_REFUSED: {
    kind: 'reason',
    meaning: 'The file is not a PDF, JPEG or PNG, judged by its content, or is not whole.',
  },
  EVIDENCE_TOO_LARGE: { kind: 'reason', meaning: 'The file is larger than its type allows.' },
  EVIDENCE_BOMB: { kind: 'reason', meaning: 'The file unfolds to far more than its size shows.' },
  EVIDENCE_POLYGLOT: {
    kind: 'reason',
    meaning:
      'The file holds more than one document: bytes before its start or after its end, or one file inside another.',
  },
  EVIDENCE_ACTIVE: {
    kind: 'reason',
    meaning: 'The PDF holds scripts, actions, attached files or forms that run, or is encrypted.',
  },
  EVIDENCE_MISSING: { kind: 'world', meaning: 'The store holds no file at this address.' },
  EVIDENCE_DAMAGED: { kind: 'world', meaning: 'A stored file was changed, cut, or put at the address of another.' },
  PORTRAIT_REFUSED: { kind: 'reason', meaning: 'The picture cannot serve as a portrait; the faults say why.' },
  GLYPH_MISSING: {
    kind: 'world',
    meaning: 'The font cannot print a character of the document, so nothing was printed.',
  },
  FACE_TEXT_TOO_LONG: {
    kind: 'world',
    meaning: 'A text does not fit its place on the card in the smallest size that can be read, so nothing was printed.',
  },

  // Counter agents.
  AGENT_ABSENT: { kind: 'world', meaning: 'No counter agent of that name has a line to this service.' },
  AGENT_LINE_LOST: {
    kind: 'world',
    meaning:
      'The line to the counter agent broke and did not come back in time; what the card did last is not known here.',
  },
  AGENT_TIMED_OUT: { kind: 'world', meaning: 'The counter agent did not answer a list of commands in time.' },
  AGENT_REFUSED: {
    kind: 'world',
    meaning: 'Service and counter agent do not accept each other: a certificate is foreign, expired or revoked.',
  },
  AGENT_FRAME_BAD: {
    kind: 'decode',
    meaning: 'A message between service and counter agent is malformed, too large or out of turn.',
  },

  // Office.
  SIGNER_FAILED: { kind: 'world', meaning: 'The signer failed, or its own output did not verify.' },
  KEY_BAD: { kind: 'world', meaning: 'A key file is missing, malformed or not for this use.' },
  KEY_EXPOSED: { kind: 'world', meaning: 'Others than its owner may read the key file.' },
  TOKEN_MODULE_ABSENT: { kind: 'world', meaning: 'The PKCS#11 module or its binding is not on this machine.' },
  TOKEN_ABSENT: { kind: 'world', meaning: 'No token of that name is in any slot of the PKCS#11 module.' },
  TOKEN_PIN_WRONG: {
    kind: 'world',
    meaning: 'The token refused the PIN, or has one try left; it was not tried again.',
  },
  TOKEN_PIN_LOCKED: { kind: 'world', meaning: 'The PIN of the token is locked or has expired.' },
  TOKEN_MECHANISM_MISSING: { kind: 'world', meaning: 'The token cannot make or use keys of this kind.' },
  TOKEN_OBJECT_ABSENT: { kind: 'world', meaning: 'The token holds no such key or data object.' },
  SIGNER_UNAVAILABLE: { kind: 'world', meaning: 'The token that holds the key does not answer.' },
  SIGNER_CAP_REACHED: { kind: 'world', meaning: 'The key has made all the signatures that it was allowed.' },
  KEY_DEFAULT: { kind: 'world', meaning: 'A key of the supplier is one that manuals publish: anybody could use it.' },
  CHIP_NOT_TAKEN_IN: { kind: 'world', meaning: "The chip still has its supplier's keys: it was not taken into stock." },
  PASSPHRASE_WRONG: { kind: 'world', meaning: 'The passphrase does not open this key or share.' },
  OFFLINE_KEYS_ABSENT: { kind: 'world', meaning: 'The step needs an offline key, and the custodians keep those.' },
  ROOT_SIGNERS_TOO_FEW: {
    kind: 'world',
    meaning: 'A root file needs the threshold of the root keys before it and of its own.',
  },
  SHARES_TOO_FEW: { kind: 'world', meaning: 'Fewer shares are at hand than the key was split for.' },
  SHARE_REPEATED: { kind: 'world', meaning: 'The same share was handed in twice.' },
  SHARE_FOREIGN: { kind: 'world', meaning: 'A share belongs to another ceremony or another key.' },
  SHARE_DAMAGED: {
    kind: 'world',
    meaning: 'A share is damaged, or the key made of the shares is not the one expected.',
  },
  TRANSCRIPT_BAD: {
    kind: 'world',
    meaning: 'The transcript was changed, or does not describe the files that it is held against.',
  },
  CERTIFICATE_BAD: { kind: 'world', meaning: 'A certificate is malformed, expired or not signed by the one expected.' },
  STORE_FAILED: { kind: 'world', meaning: 'A file could not be read or written as a whole.' },
  STORE_CONFLICT: {
    kind: 'world',
    meaning: 'The register holds something else under this name, or the step was done before.',
  },
  DATABASE_START_FAILED: { kind: 'world', meaning: 'The embedded database could not be made, started or stopped.' },
  DATABASE_UNAVAILABLE: { kind: 'world', meaning: 'The database does not answer, or refuses the login.' },
  AUDIT_BROKEN: {
    kind: 'world',
    meaning: 'The audit chain of an office does not hold, so no checkpoint of it was signed.',
  },
  DATABASE_CONTENDED: {
    kind: 'world',
    meaning: 'Others changed the same records at the same time, again and again; nothing was written.',
  },
  MIGRATION_FAILED: {
    kind: 'world',
    meaning: 'A change of the database schema failed, or one that failed before stands in the way.',
  },
  SCHEMA_UNFIT: { kind: 'world', meaning: 'The schema of the database is not the one that this software works with.' },
  BACKUP_BAD: { kind: 'world', meaning: 'The backup is damaged, incomplete or not of this software.' },
  READ_BACK_FAILED: {
    kind: 'world',
    meaning: 'The personalised card did not read back as it should; it must not leave the office.',
  },
  IMAGE_BAD: { kind: 'world', meaning: 'The card image is damaged or of another version.' },
  SETTING_BAD: { kind: 'world', meaning: 'A setting or argument is not usable.' },
  UNEXPECTED: { kind: 'world', meaning: 'A fault that no other code describes; it is never taken for a yes.' },
} as const satisfies Record<string, { readonly kind: 'decode' | 'world' | 'reason'; readonly meaning: string }>;

/** Every code, for switches and tables. */
export type Code = keyof typeof CODES;
