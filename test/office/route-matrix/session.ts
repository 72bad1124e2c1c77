import { randomUUID } from 'node:crypto';

/** A reply as the matrix looks at it: its code where it is a problem. */
export type Answer = { readonly status: number; readonly code: string | undefined; readonly body: unknown };

/** What goes with a request. */
export type Sending = {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly upload?: { readonly bytes: Uint8Array; readonly type: string };
};

/** One browser: its cookies, and a new key for every command. */
export class Session {
  readonly #base: string;
  readonly #cookies = new Map<string, string>();

  constructor(base: string) {
    this.#base = base;
  }

  async send(method: string, path: string, { headers = {}, body, upload }: Sending = {}): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const type = upload?.type ?? (body === undefined ? undefined : 'application/json');
    const content = upload === undefined ? JSON.stringify(body) : new Uint8Array(upload.bytes);
    const reply = await fetch(`${this.#base}${path}`, {
      method: method.toUpperCase(),
      headers: {
        ...headers,
        ...(cookie === '' ? {} : { cookie }),
        ...(type === undefined ? {} : { 'content-type': type }),
        ...(method === 'get' ? {} : { 'idempotency-key': randomUUID() }),
      },
      ...(content === undefined ? {} : { body: content }),
    });
    for (const line of reply.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split('=', 2);
      this.#cookies.set(name, value);
    }
    const text = await reply.text();
    const isJson = (reply.headers.get('content-type') ?? '').includes('json');
    const read: unknown = isJson && text !== '' ? JSON.parse(text) : {};
    return { status: reply.status, code: codeOf(read), body: read };
  }

  /** The same, of a request that has to be done. @throws Error with what was answered */
  async done(method: string, path: string, body?: unknown): Promise<Readonly<Record<string, unknown>>> {
    const answer = await this.send(method, path, body === undefined ? {} : { body });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as Readonly<Record<string, unknown>>;
  }
}

function codeOf(body: unknown): string | undefined {
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : undefined;
}
