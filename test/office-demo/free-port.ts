import { once } from 'node:events';
import { createServer } from 'node:net';

const HOST = '127.0.0.1';

/** That port of this machine where it is free, else another one. */
export async function freePort(wanted: number): Promise<number> {
  return (await tryPort(wanted)) ?? (await tryPort(0)) ?? wanted;
}

async function tryPort(port: number): Promise<number | undefined> {
  const server = createServer().listen(port, HOST);
  try {
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : undefined;
  } catch {
    return undefined;
  } finally {
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  }
}
