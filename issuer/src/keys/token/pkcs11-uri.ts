import { decodeUtf8 } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';

/** The attributes of a PKCS#11 URI that this software uses. RFC 7512 §2.3 (path) and §2.4 (query). */
export type Pkcs11Uri = {
  /** `token`: label of the token. */
  readonly tokenLabel: string;
  /** `serial`: tells tokens of one label apart. */
  readonly serial?: string;
  /** `object`: CKA_LABEL. */
  readonly label?: string;
  /** `id`: CKA_ID. */
  readonly id?: Uint8Array;
  /** `module-path`: the PKCS#11 library. */
  readonly module?: string;
  /** `pin-source`: path of a file whose first line is the PIN. */
  readonly pinFile?: string;
};

const SCHEME = 'pkcs11:';
const PATH = ['token', 'serial', 'object', 'id', 'type'] as const;
const QUERY = ['module-path', 'pin-source'] as const;
/** RFC 7512 §2.3: `pk11-pchar` and `pk11-qchar`, and `%` that begins two hexadecimal digits. */
const PATH_VALUE = /^(?:[A-Za-z0-9\-._~:[\]@!$'()*+,=&]|%[0-9A-Fa-f]{2})*$/;
const QUERY_VALUE = /^(?:[A-Za-z0-9\-._~:[\]@!$'()*+,=/?|]|%[0-9A-Fa-f]{2})*$/;

/**
 * Parses a PKCS#11 URI that names an object of a token. Attributes that this software does not use are refused, since ignoring
 * one would find another key than was meant; so is `pin-value`: a place is no place for a secret.
 * @throws PermitError SETTING_BAD
 */
export function parsePkcs11Uri(text: string): Pkcs11Uri {
  if (!text.startsWith(SCHEME)) throw bad(`want ${SCHEME}…`);
  const rest = text.slice(SCHEME.length);
  const at = rest.indexOf('?');
  const path = attributesOf(at < 0 ? rest : rest.slice(0, at), { between: ';', names: PATH, value: PATH_VALUE });
  const query = attributesOf(at < 0 ? '' : rest.slice(at + 1), { between: '&', names: QUERY, value: QUERY_VALUE });
  const tokenLabel = textOf(path.get('token'));
  if (tokenLabel === undefined || tokenLabel === '') throw bad('want token=…, the label of the token');
  const type = textOf(path.get('type'));
  if (type !== undefined && type !== 'private' && type !== 'data') throw bad(`type=${type}: want private or data`);
  const serial = textOf(path.get('serial'));
  const label = textOf(path.get('object'));
  const id = path.get('id');
  const module = textOf(query.get('module-path'));
  const pinFile = textOf(query.get('pin-source'))?.replace(/^file:(\/\/)?(?=\/)/, '');
  return {
    tokenLabel,
    ...(serial === undefined ? {} : { serial }),
    ...(label === undefined ? {} : { label }),
    ...(id === undefined ? {} : { id }),
    ...(module === undefined ? {} : { module }),
    ...(pinFile === undefined ? {} : { pinFile }),
  };
}

/** The URI of an object. `parsePkcs11Uri` gives back what went in. */
export function formatPkcs11Uri({ tokenLabel, serial, label, id, module, pinFile }: Pkcs11Uri): string {
  const path = [
    ['token', encode(tokenLabel)],
    ['serial', serial === undefined ? undefined : encode(serial)],
    ['object', label === undefined ? undefined : encode(label)],
    ['id', id === undefined ? undefined : [...id].map(percent).join('')],
  ];
  const query = [
    ['module-path', module === undefined ? undefined : encodeURI(module).replaceAll(/[#&;]/g, encodeURIComponent)],
    [
      'pin-source',
      pinFile === undefined ? undefined : `file://${encodeURI(pinFile).replaceAll(/[#&;]/g, encodeURIComponent)}`,
    ],
  ];
  const join = (attributes: readonly (readonly (string | undefined)[])[], between: string): string =>
    attributes
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${value}`)
      .join(between);
  const queryText = join(query, '&');
  return `${SCHEME}${join(path, ';')}${queryText === '' ? '' : `?${queryText}`}`;
}

type Grammar = { readonly between: string; readonly names: readonly string[]; readonly value: RegExp };

function attributesOf(text: string, { between, names, value: valueForm }: Grammar): ReadonlyMap<string, Uint8Array> {
  const attributes = new Map<string, Uint8Array>();
  for (const attribute of text === '' ? [] : text.split(between)) {
    const at = attribute.indexOf('=');
    const [name, value] = [attribute.slice(0, Math.max(at, 0)), attribute.slice(at + 1)];
    // The value stays out of the message: somebody may have written a PIN there.
    if (at < 0 || !names.includes(name)) throw bad(`attribute ${at < 0 ? 'without a value' : name} is not used here`);
    if (!valueForm.test(value)) throw bad(`${name}: a character that needs its % form`);
    // RFC 7512 §2.3: an attribute stands once.
    if (attributes.has(name)) throw bad(`${name} stands twice`);
    attributes.set(name, bytesOf(value));
  }
  return attributes;
}

function bytesOf(value: string): Uint8Array {
  const parts = value.match(/%[0-9A-Fa-f]{2}|./g) ?? [];
  return Uint8Array.from(parts, (part) =>
    part.length === 1 ? part.charCodeAt(0) : Number.parseInt(part.slice(1), 16),
  );
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  try {
    return decodeUtf8(bytes);
  } catch (cause) {
    throw bad('text that is not UTF-8', cause);
  }
}

/** RFC 7512 §2.3: everything beyond letters, digits and - . _ ~ in its % form. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => percent(character.charCodeAt(0)));
}

function percent(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

function bad(detail: string, cause?: unknown): PermitError {
  return new PermitError('SETTING_BAD', { cause, detail: `PKCS#11 URI: ${detail}` });
}
