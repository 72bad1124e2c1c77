import nunjucks from 'nunjucks';
import type { Assets } from './read-assets.ts';
import { DESIGN_SYSTEM, TEMPLATES } from './web-folders.ts';

/** Makes the HTML of a template: its path below the room, and what it shows. Texts are escaped. */
export type Render = (template: string, context: Readonly<Record<string, unknown>>) => Promise<string>;

/** Opens the templates of this room and those of the design system; each is compiled once. */
export function makeRender(assets: Assets): Render {
  const loader = new nunjucks.FileSystemLoader([TEMPLATES, DESIGN_SYSTEM], { noCache: false, watch: false });
  const templates = new nunjucks.Environment(loader, { autoescape: true, throwOnUndefined: false });
  templates.addGlobal('asset', (name: string) => assets.addressOf(name));
  return (template, context) =>
    new Promise((resolve, reject) => {
      templates.render(template, context, (cause, html) => {
        if (cause !== null) reject(cause);
        else resolve(html ?? '');
      });
    });
}
