import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';
import * as z from 'zod';
import { ASSETS } from './web-folders.ts';

/** Where assets are served. */
export const ASSETS_PATH = '/assets';

const Manifest = z.record(z.string(), z.string());

/** What browsers fetch besides pages. */
export type Assets = {
  /** The address of an asset by the name that it was written under. @throws RangeError for one that was not built */
  addressOf(name: string): string;
};

/** Reads the list of assets that the build made. @throws PermitError SETTING_BAD when there is none */
export function readAssets(folder: string = ASSETS): Assets {
  const names = Manifest.parse(JSON.parse(readManifest(folder)));
  return {
    addressOf(name) {
      const built = names[name];
      if (built === undefined) throw new RangeError(`name: want an asset of the build, got ${name}`);
      return `${ASSETS_PATH}/${built}`;
    },
  };
}

function readManifest(folder: string): string {
  try {
    return readFileSync(join(folder, 'manifest.json'), 'utf8');
  } catch (cause) {
    throw new PermitError('SETTING_BAD', { cause, detail: 'the pages were not built: run node setup.mjs' });
  }
}
