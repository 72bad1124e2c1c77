import { readFileSync } from 'node:fs';
import { memoryDevice, twoSlotStorage } from '@residence-permit/firmware-sim/card';
import { fromHex } from '@residence-permit/shared/bytes';
import { describe, expect, it } from 'vitest';
import { FAULT_KINDS } from '@residence-permit/firmware-sim/faults';

const page = readFileSync(new URL('../../docs/power-loss.md', import.meta.url), 'utf8');

/** The example of the page as the bytes of a device. */
function exampleDevice() {
  const device = memoryDevice();
  const [, example = ''] = /<!-- commit example -->([^]*)<!-- end of commit example -->/.exec(page) ?? [];
  for (const [, offset = '', bytes = ''] of example.matchAll(/^([0-9a-f]{6}) {2}([0-9a-f]+)$/gm)) {
    device.write(Number.parseInt(offset, 16), fromHex(bytes));
  }
  return device;
}

describe('docs/power-loss.md', () => {
  it('shows a commit that the chip reads, and makes', () => {
    expect(twoSlotStorage(exampleDevice()).load()).toEqual(Uint8Array.of(1, 2, 3));
    const device = memoryDevice();
    for (let commit = 1; commit <= 7; commit += 1) twoSlotStorage(device).save(Uint8Array.of(1, 2, 3));
    expect(device.read(0, 515)).toEqual(exampleDevice().read(0, 515));
  });

  it.each(Object.keys(FAULT_KINDS))('explains the fault %s', (kind) => {
    expect(page).toContain(`| \`${kind}=N\` |`);
  });
});
