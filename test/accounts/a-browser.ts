/** A reply as a test looks at it. */
export type Reply = {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
};

/** A browser with one cookie jar that talks JSON to one service. */
export class Browser {
  readonly #base: string;
  readonly #cookies = new Map<string, string>();

  constructor(base: string, cookies: ReadonlyMap<string, string> = new Map()) {
    this.#base = base;
    this.#cookies = new Map(cookies);
  }

  /** Cookies by name. */
  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  /** The same browser at another process of the service. */
  at(base: string): Browser {
    return new Browser(base, this.#cookies);
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return this.#send('GET', path, { headers });
  }

  post(path: string, body?: object, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return this.#send('POST', path, { body, headers });
  }

  put(path: string, body: object): Promise<Reply> {
    return this.#send('PUT', path, { body, headers: {} });
  }

  delete(path: string): Promise<Reply> {
    return this.#send('DELETE', path, { headers: {} });
  }

  async #send(
    method: string,
    path: string,
    { body, headers }: { readonly body?: object | undefined; readonly headers: Readonly<Record<string, string>> },
  ): Promise<Reply> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await fetch(`${this.#base}${path}`, {
      method,
      headers: {
        ...headers,
        ...(cookie === '' ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of reply.headers.getSetCookie()) this.#keep(line);
    const text = await reply.text();
    return { status: reply.status, body: text === '' ? {} : JSON.parse(text), headers: reply.headers };
  }

  #keep(line: string): void {
    const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split('=', 2);
    this.#cookies.set(name, value);
  }
}
