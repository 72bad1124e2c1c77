import { get, type IncomingMessage } from 'node:http';

/** What a browser asks for, and takes compressed. */
const HEADERS = { accept: 'text/html,*/*', 'accept-encoding': 'gzip, deflate, br', 'accept-language': 'zh-CN' };

/** Bytes on the line of a first visit: the page where people land, and every file that it loads, heads included. */
export async function firstVisitBytes(url: string): Promise<number> {
  const page = await fetched(`${url}/sign-in`);
  // The words of the page, to find what it loads; that they come once more is not counted.
  const html = await (await fetch(`${url}/sign-in`)).text();
  const assets = new Set([...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path));
  let bytes = page;
  for (const path of assets) bytes += await fetched(`${url}${path}`);
  return bytes;
}

async function fetched(address: string): Promise<number> {
  const reply = await new Promise<IncomingMessage>((resolve, reject) => {
    get(address, { headers: HEADERS }, resolve).on('error', reject);
  });
  if (reply.statusCode !== 200) throw new Error(`${address}: ${reply.statusCode}`);
  // A name and a value each have two characters after them: `: ` and the end of the line.
  let bytes = reply.rawHeaders.reduce((sum, text) => sum + text.length + 2, 0);
  for await (const chunk of reply) bytes += (chunk as Buffer).length;
  return bytes;
}
