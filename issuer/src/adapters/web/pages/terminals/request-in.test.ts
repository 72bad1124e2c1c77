import { describe, expect, it } from 'vitest';
import { requestIn } from './request-in.ts';

const bytes = Uint8Array.of(0x7f, 0x21, 0x02, 0xfb, 0xff);
const URL_TEXT = 'fyEC-_8';
const fileOf = (content: Uint8Array) => ({ file: { bytes: content, type: 'application/octet-stream' }, fields: {} });
const pasted = (request: string) => ({ file: undefined, fields: { request } });

describe('the certificate request of a form', () => {
  it('is a file of bytes, or of text', () => {
    expect(requestIn(fileOf(bytes))).toBe(URL_TEXT);
    expect(requestIn(fileOf(new TextEncoder().encode(`${URL_TEXT}\n`)))).toBe(URL_TEXT);
  });

  it('is what was pasted, in lines and in either form of base64', () => {
    expect(requestIn(pasted(' fyEC\n-_8 '))).toBe(URL_TEXT);
    expect(requestIn(pasted('fyEC+/8='))).toBe(URL_TEXT);
  });

  it('is empty where there is none', () => {
    expect(requestIn(pasted(' \n'))).toBe('');
    expect(requestIn(fileOf(new Uint8Array()))).toBe('');
  });
});
