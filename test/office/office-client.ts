import { randomUUID } from 'node:crypto';

/** A reply of the API. */
export type ApiReply = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

type Sent = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
};

/** An officer at a screen: one session, a new key for every command. */
export class OfficeClient {
  readonly #base: string;
  readonly #cookies = new Map<string, string>();

  constructor(base: string) {
    this.#base = base;
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<ApiReply> {
    return this.#send('GET', path, { headers });
  }

  post(path: string, body?: object, headers: Readonly<Record<string, string>> = {}): Promise<ApiReply> {
    return this.#send('POST', path, {
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  put(path: string, headers: Readonly<Record<string, string>> = {}): Promise<ApiReply> {
    return this.#send('PUT', path, { headers });
  }

  upload(
    path: string,
    content: Uint8Array,
    type: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ApiReply> {
    return this.#send('POST', path, { headers: { ...headers, 'content-type': type }, body: new Uint8Array(content) });
  }

  /** A reply that is a file. */
  async download(path: string): Promise<{ readonly status: number; readonly bytes: Uint8Array }> {
    const reply = await this.#fetch('GET', path, { headers: {} });
    return { status: reply.status, bytes: new Uint8Array(await reply.arrayBuffer()) };
  }

  async #send(method: string, path: string, request: Sent): Promise<ApiReply> {
    const reply = await this.#fetch(method, path, request);
    const text = await reply.text();
    const isJson = reply.headers.get('content-type')?.includes('json') === true;
    return { status: reply.status, body: isJson && text !== '' ? JSON.parse(text) : {} };
  }

  async #fetch(method: string, path: string, request: Sent): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await fetch(`${this.#base}${path}`, {
      method,
      headers: { 'idempotency-key': randomUUID(), ...request.headers, ...(cookie === '' ? {} : { cookie }) },
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    for (const line of reply.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split('=', 2);
      this.#cookies.set(name, value);
    }
    return reply;
  }
}
