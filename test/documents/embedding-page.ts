import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The examples that docs/embedding.md shows, by the marker that stands for each. */
const EXAMPLES = ['tap-without-hardware', 'tap-with-reader'] as const;

/** The code blocks that the page must hold: the example programs as they are compiled and run. */
export function exampleBlocks(root: string): readonly string[] {
  return EXAMPLES.map((name) => `\`\`\`ts\n${readFileSync(`${root}/test/examples/${name}.ts`, 'utf8')}\`\`\``);
}

/** The root of the checkout, from a module of this folder before the build. */
export function checkoutRoot(moduleUrl: string): string {
  return fileURLToPath(new URL('../../', moduleUrl));
}
