/**
 * Builds what browsers fetch besides pages, into dist/adapters/web/assets: the style sheet, the script and the icon, each with a
 * digest of its content in its name, and manifest.json, which leads from the name that templates know to that file.
 * Runs from `setup.mjs` and does nothing when nothing has changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOM = fileURLToPath(new URL('.', import.meta.url));
const STYLES = join(ROOM, 'src', 'adapters', 'web', 'styles');
const SCRIPTS = join(ROOM, 'src', 'adapters', 'web', 'browser');
const ASSETS = join(ROOM, 'dist', 'adapters', 'web', 'assets');
const require = createRequire(import.meta.url);

const filesIn = (folder, ending) =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(ending))
    .sort();
const digest = (text) => createHash('sha256').update(text).digest('hex').slice(0, 12);

function inputsStamp() {
  const inputs = [
    ...filesIn(STYLES, '')
      .filter((name) => extname(name) !== '')
      .map((name) => join(STYLES, name)),
    ...filesIn(SCRIPTS, '.ts').map((name) => join(SCRIPTS, name)),
    fileURLToPath(import.meta.url),
    require.resolve('govuk-frontend/package.json'),
  ];
  return digest(inputs.map((path) => readFileSync(path, 'utf8')).join('\0'));
}

async function bundleScript() {
  const { build: bundle } = await import('esbuild');
  const { outputFiles } = await bundle({
    entryPoints: [join(SCRIPTS, 'office.ts')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0].text;
}

async function build(stamp) {
  const sass = await import('sass');
  const loadPaths = [join(require.resolve('govuk-frontend/package.json'), '..', '..'), STYLES];
  const { css } = sass.compile(join(STYLES, 'office.scss'), { style: 'compressed', loadPaths, quietDeps: true });
  const made = {
    'office.css': css,
    'office.js': await bundleScript(),
    'icon.svg': readFileSync(join(STYLES, 'icon.svg'), 'utf8'),
  };
  rmSync(ASSETS, { recursive: true, force: true });
  mkdirSync(ASSETS, { recursive: true });
  const manifest = {};
  for (const [name, content] of Object.entries(made)) {
    const built = name.replace(/\.(?=[a-z]+$)/, `.${digest(content)}.`);
    writeFileSync(join(ASSETS, built), content);
    manifest[name] = built;
  }
  writeFileSync(join(ASSETS, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(ASSETS, '.stamp'), stamp);
}

const stamp = inputsStamp();
const stampFile = join(ASSETS, '.stamp');
if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) await build(stamp);
