import type { CborValue } from './cbor-value.ts';

/** A tagged value (RFC 8949 §3.4): `tag` is its number, `value` what it encloses. */
export class Tagged {
  readonly tag: number;
  readonly value: CborValue;
  constructor(tag: number, value: CborValue) {
    this.tag = tag;
    this.value = value;
  }
}
