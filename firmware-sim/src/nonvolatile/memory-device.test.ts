import { describe, expect, it } from 'vitest';
import { memoryDevice } from './memory-device.ts';

describe('a memory device', () => {
  it('reads what was written, and zeros where nothing was', () => {
    const device = memoryDevice(Uint8Array.of(9));
    device.write(3, Uint8Array.of(1, 2));
    device.write(4, Uint8Array.of(7));
    expect(device.read(0, 7)).toEqual(Uint8Array.of(9, 0, 0, 1, 7, 0, 0));
    expect(device.read(100, 2)).toEqual(Uint8Array.of(0, 0));
    expect(device.content()).toEqual(Uint8Array.of(9, 0, 0, 1, 7));
  });

  it('keeps bytes of its own', () => {
    const device = memoryDevice();
    const bytes = Uint8Array.of(1);
    device.write(0, bytes);
    bytes[0] = 2;
    device.read(0, 1)[0] = 3;
    device.content()[0] = 4;
    expect(device.read(0, 1)).toEqual(Uint8Array.of(1));
  });
});
