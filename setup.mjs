/**
 * Brings a clone to the point where its scripts run: system packages, npm packages, database client, build.
 * Runs before every public script; when there is nothing to do it takes well under two seconds. All its output goes to stderr.
 *
 *   node setup.mjs            what `npm start`, `npm run demo` and `npm run torture` need
 *   node setup.mjs --bench    what `npm run bench` needs besides: libeac to measure PACE against, SoftHSM as a token
 *   node setup.mjs --tests    what `npm test` needs besides, all of `--bench` included
 *
 * PERMIT_SYSTEM_PACKAGES=no   never install system packages, nor make a system user
 * CI=true                     a missing part is a failure instead of a line of advice
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const issuer = join(root, 'issuer');
const forTests = process.argv.includes('--tests');
const forBench = forTests || process.argv.includes('--bench');
const inCi = process.env.CI === 'true';
const say = (line) => process.stderr.write(`setup: ${line}\n`);

const READER_PACKAGES = ['pcscd', 'vsmartcard-vpcd', 'libpcsclite-dev', 'iproute2', 'util-linux'];
// With which the office prints receipts and the faces of cards.
const FONT_PACKAGES = ['fonts-hanazono', 'fonts-noto-cjk'];
const BENCH_PACKAGES = ['chromium-headless-shell', 'libeac-dev', 'libssl-dev', 'pkg-config', 'softhsm2'];
const TEST_PACKAGES = [
  'opensc',
  'openpace',
  'openssl',
  'poppler-utils',
  'python3-cbor2',
  'python3-cryptography',
  'postgresql-15',
];
const COMPILER_PACKAGES = ['g++', 'make', 'python3'];

/** Debian's own word on each package, or undefined where there is no Debian. */
function missingPackages(wanted) {
  const asked = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...wanted], {
    encoding: 'utf8',
  });
  if (asked.error !== undefined) return undefined;
  const installed = asked.stdout.split('\n').filter((line) => line.endsWith(' installed'));
  const names = new Set(installed.map((line) => line.split(' ')[0]));
  return wanted.filter((name) => !names.has(name));
}

function run(command, args, options = {}) {
  // A child's stdout goes to our stderr, so that a script's own stdout stays clean for `--json`.
  return spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options }).status === 0;
}

function fail(line) {
  say(line);
  process.exit(1);
}

function installSystemPackages() {
  const wanted = [
    ...READER_PACKAGES,
    ...COMPILER_PACKAGES,
    ...FONT_PACKAGES,
    ...(forBench ? BENCH_PACKAGES : []),
    ...(forTests ? TEST_PACKAGES : []),
  ];
  const missing = missingPackages(wanted);
  const names = missing?.join(' ');
  if (missing?.length === 0) return;
  const consequence = consequenceOfMissing();
  if (missing === undefined) {
    say(`not Debian, so pcscd with the virtual reader is not set up; ${consequence}`);
  } else if (process.env.PERMIT_SYSTEM_PACKAGES === 'no') {
    say(`declined to install: ${names}; ${consequence}`);
  } else if (process.getuid?.() !== 0) {
    say(`missing, and only root can install them: ${names}; ${consequence}`);
  } else {
    say(`installing Debian packages: ${names}`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', ['update', '-qq'], { env });
    const done = run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], { env });
    if (done && missingPackages(wanted)?.length === 0) return;
    say(`could not install: ${names}; ${consequence}`);
  }
  if (inCi) fail('in CI every part must be there');
}

function consequenceOfMissing() {
  if (forTests) return 'tests that need them will fail';
  return forBench
    ? 'measurements that need them will fail'
    : 'going on with the card in process, and without what needs fonts';
}

/** PostgreSQL does not run as root, so under root the embedded database runs as the user that every package of it makes. */
function makeDatabaseUser() {
  if (process.getuid?.() !== 0 || spawnSync('id', ['-u', 'postgres']).status === 0) return;
  if (process.env.PERMIT_SYSTEM_PACKAGES === 'no') {
    say('no system user postgres, so root cannot run the embedded database; name a server by DATABASE_URL');
    return;
  }
  say('making the system user postgres, as which the embedded database runs');
  const home = ['--home-dir', '/var/lib/postgresql', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  if (!run('useradd', ['--system', '--user-group', ...home, 'postgres']) && inCi) fail('useradd failed');
}

/** Changes whenever `npm ci` has to run again: lockfile, manifests, Node ABI, and the header that pcsclite compiles against. */
function installStamp() {
  const hash = createHash('sha256');
  const manifests = ['package-lock.json', 'package.json', '.npmrc'];
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    const manifest = join(entry.name, 'package.json');
    if (entry.isDirectory() && entry.name !== 'node_modules' && existsSync(join(root, manifest)))
      manifests.push(manifest);
  }
  for (const file of manifests.sort()) hash.update(file).update(installedBy(file));
  hash.update(`abi ${process.versions.modules}`);
  hash.update(`winscard ${existsSync('/usr/include/PCSC/winscard.h')}`);
  return hash.digest('hex');
}

/** Of a manifest only what npm reads when it installs: a new door or script is no reason to install again. */
function installedBy(file) {
  const text = readFileSync(join(root, file), 'utf8');
  if (!file.endsWith('package.json')) return text;
  const { description: _description, scripts: _scripts, exports: _exports, ...rest } = JSON.parse(text);
  return JSON.stringify(rest);
}

function installNpmPackages() {
  const stampFile = join(root, 'node_modules', '.permit-setup');
  const stamp = installStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  say('installing npm packages (npm ci)');
  if (!run('npm', ['ci', '--no-progress', '--loglevel=error'])) fail('npm ci failed');
  writeFileSync(stampFile, stamp);
}

/** Changes whenever the database client has to be made again: its schema, its settings, the generator. */
function clientStamp() {
  const hash = createHash('sha256');
  const schemas = readdirSync(join(issuer, 'prisma', 'schema')).sort();
  const files = [...schemas.map((name) => join('prisma', 'schema', name)), 'prisma.config.ts', 'package.json'];
  for (const file of files) hash.update(file).update(readFileSync(join(issuer, file)));
  return hash.digest('hex');
}

function generateDatabaseClient() {
  const stampFile = join(issuer, 'src', 'adapters', 'prisma', 'generated', '.stamp');
  const stamp = clientStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  say('making the database client (prisma generate)');
  const tool = join(root, 'node_modules', 'prisma', 'build', 'index.js');
  const env = { ...process.env, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' };
  if (!run(process.execPath, [tool, 'generate', '--no-hints'], { cwd: issuer, env })) fail('prisma generate failed');
  writeFileSync(stampFile, stamp);
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19))
  fail(`Node ${process.versions.node} is too old; 20.19 is the least, 24 is recommended`);
installSystemPackages();
makeDatabaseUser();
installNpmPackages();
generateDatabaseClient();
if (!run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b'])) fail('the build failed');
if (!run(process.execPath, [join(issuer, 'build-pages.mjs')])) fail('building what the pages load failed');
