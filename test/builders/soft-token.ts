import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A PKCS#11 token of SoftHSM in a folder of its own. */
export type SoftToken = {
  /** Path of the PKCS#11 library. */
  readonly module: string;
  readonly tokenLabel: string;
  readonly pin: string;
  readonly folder: string;
  /** What the environment of a process needs to see this token and no other. */
  readonly environment: { readonly SOFTHSM2_CONF: string };
  /** Takes the token out of its slot, and puts it back. */
  takeOut(): void;
  putBack(): void;
  /** Brings a key in from outside, as an office must not. */
  import(pkcs8Path: string, label: string, id: string): void;
  remove(): void;
};

const MODULES = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so'];

/**
 * Initialises a token and makes it the one that this process sees: SoftHSM reads SOFTHSM2_CONF when it is started.
 * @param settings further lines of its configuration
 * @throws Error that says what to install when SoftHSM is not there
 */
export function aSoftToken(tokenLabel = 'office', settings = ''): SoftToken {
  const module = MODULES.find((path) => existsSync(path));
  if (module === undefined)
    throw new Error(`SoftHSM is not installed (apt-get install softhsm2): no ${MODULES.join(', no ')}`);
  const folder = mkdtempSync(join(tmpdir(), 'permit-token-'));
  const [tokens, elsewhere] = [join(folder, 'tokens'), join(folder, 'elsewhere')];
  mkdirSync(tokens);
  const SOFTHSM2_CONF = join(folder, 'softhsm2.conf');
  writeFileSync(
    SOFTHSM2_CONF,
    `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n${settings}\n`,
  );
  process.env['SOFTHSM2_CONF'] = SOFTHSM2_CONF;
  const pin = '739154';
  const util = (...args: string[]) =>
    execFileSync('softhsm2-util', args, { stdio: 'pipe', env: { ...process.env, SOFTHSM2_CONF } });
  util('--init-token', '--free', '--label', tokenLabel, '--pin', pin, '--so-pin', '86420000');
  return {
    module,
    tokenLabel,
    pin,
    folder,
    environment: { SOFTHSM2_CONF },
    takeOut: () => {
      renameSync(tokens, elsewhere);
      mkdirSync(tokens);
    },
    putBack: () => {
      rmSync(tokens, { recursive: true });
      renameSync(elsewhere, tokens);
    },
    import: (pkcs8Path, label, id) =>
      void util('--import', pkcs8Path, '--token', tokenLabel, '--label', label, '--id', id, '--pin', pin),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
