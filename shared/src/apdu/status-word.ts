/** What the status words mean that this profile uses. ISO/IEC 7816-4 §5.6, TR-03110-3 §B.14 */
export const STATUS_WORDS: Readonly<Record<number, string>> = {
  0x9000: 'done',
  0x6282: 'the file ended before the length asked for',
  0x6283: 'the password is deactivated',
  0x6285: 'the application is terminated',
  0x6300: 'the authentication failed',
  0x6581: 'the memory failed',
  0x6700: 'wrong length',
  0x6881: 'logical channels are not supported',
  0x6882: 'secure messaging is not supported here',
  0x6883: 'the last command of a chain is missing',
  0x6884: 'chaining is not supported here',
  0x6982: 'not allowed in this session',
  0x6983: 'the password is blocked',
  0x6984: 'the reference data cannot be used',
  0x6985: 'the conditions of use are not met',
  0x6986: 'no file is selected',
  0x6987: 'a secure-messaging object is missing',
  0x6988: 'a secure-messaging object is wrong',
  0x6a80: 'wrong data',
  0x6a82: 'no such file or application',
  0x6a84: 'no space left',
  0x6a86: 'wrong P1 or P2',
  0x6a88: 'the referenced data is not there',
  0x6b00: 'the offset lies outside the file',
  0x6d00: 'unknown instruction',
  0x6e00: 'unknown class',
  0x6f00: 'no precise diagnosis',
};

export const SW_OK = 0x9000;

/** A status word in plain words; 63CX tells the tries left. An unknown one is given as its number. */
export function describeStatusWord(sw: number): string {
  if ((sw & 0xfff0) === 0x63c0) return `${sw & 0x0f} tries left`;
  return STATUS_WORDS[sw] ?? `unknown status ${sw.toString(16).padStart(4, '0')}`;
}
