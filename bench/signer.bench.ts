import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ed25519Key } from '@residence-permit/issuer/authority';
import { makeTokenPool, openEd25519Signer, sealPkcs8 } from '@residence-permit/issuer/keys';
import type { Ed25519Signer } from '@residence-permit/shared/cose';
import { aSoftToken } from '@residence-permit/test/builders/soft-token';
import type { Section } from './figures.ts';

const MESSAGE_BYTES = 200;
const WARM_UPS = 200;
const RUNS = 2000;
const PASSPHRASE = 'a passphrase of the bench';

/** Ed25519 signatures a second, one after the other: by a key from a sealed file, and by one that stays on a token of SoftHSM. */
export async function measureSigner(): Promise<Section> {
  const random = (length: number) => new Uint8Array(randomBytes(length));
  const folder = await mkdtemp(join(tmpdir(), 'permit-bench-'));
  const soft = aSoftToken();
  const tokens = makeTokenPool({ module: soft.module, readPin: () => Promise.resolve(soft.pin) });
  const access = { tokens, readPassphrase: () => Promise.resolve(PASSPHRASE) };
  try {
    const path = join(folder, 'key.p8');
    const pkcs8 = Ed25519Key.generate(random).exportPkcs8();
    await writeFile(path, await sealPkcs8({ pkcs8, passphrase: PASSPHRASE, random }), { mode: 0o600 });
    const before = performance.now();
    const fromFile = await openEd25519Signer({ kind: 'sealed-file', path }, access);
    const openMs = performance.now() - before;
    const token = await tokens.tokenOf({ tokenLabel: soft.tokenLabel });
    await token.generate({ algorithm: 'ed25519', label: 'bench', id: random(8) });
    const onToken = await openEd25519Signer(
      { kind: 'token', uri: `pkcs11:token=${soft.tokenLabel};object=bench` },
      access,
    );
    const message = random(MESSAGE_BYTES);
    return {
      figures: {
        'signer.sealedFilePerS': await ratePerS(fromFile, message),
        'signer.tokenPerS': await ratePerS(onToken, message),
        'signer.openSealedMs': openMs,
      },
      remarks: ['the token is SoftHSM in a process of its own; each of its signatures is verified before it is let go'],
    };
  } finally {
    tokens.close();
    soft.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

async function ratePerS(signer: Ed25519Signer, message: Uint8Array): Promise<number> {
  for (let run = 0; run < WARM_UPS; run += 1) await signer.sign(message);
  const before = performance.now();
  for (let run = 0; run < RUNS; run += 1) await signer.sign(message);
  return Math.round((1000 * RUNS) / (performance.now() - before));
}
