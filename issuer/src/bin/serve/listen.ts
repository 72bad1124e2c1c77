import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { PermitError } from '@residence-permit/shared/errors';
import type { Express } from 'express';
import type { ServiceSettings } from './settings.ts';

/** A server that listens. */
export type Listening = {
  /** Where it is reached, with the port that it got. */
  readonly url: string;
  /** Takes no more connections and waits for the requests under way up to `deadlineMs`; then the rest is cut off. */
  stop(deadlineMs: number): Promise<void>;
};

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;

/** Serves the application. @throws PermitError SETTING_BAD when the address is taken or the TLS files are not usable */
export async function listen(
  app: Express,
  { host, port, tls }: Pick<ServiceSettings, 'host' | 'port' | 'tls'>,
): Promise<Listening> {
  try {
    const server = await makeServer(app, tls);
    server.headersTimeout = HEADERS_TIMEOUT_MS;
    server.requestTimeout = REQUEST_TIMEOUT_MS;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    const { port: given } = server.address() as AddressInfo;
    const shown = host.includes(':') ? `[${host}]` : host;
    const url = `${tls === undefined ? 'http' : 'https'}://${shown}:${given}`;
    return { url, stop: (deadlineMs) => stopServer(server, deadlineMs) };
  } catch (cause) {
    throw new PermitError('SETTING_BAD', { cause, detail: `cannot listen on ${host}:${port}` });
  }
}

async function makeServer(app: Express, tls: ServiceSettings['tls']): Promise<Server> {
  if (tls === undefined) return createHttpServer(app);
  const [cert, key] = await Promise.all([readFile(tls.certificate), readFile(tls.key)]);
  return createHttpsServer({ cert, key, minVersion: 'TLSv1.2' }, app);
}

function stopServer(server: Server, deadlineMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), deadlineMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
