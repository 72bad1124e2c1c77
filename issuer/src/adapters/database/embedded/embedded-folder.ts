import { join, resolve } from 'node:path';

/** The files of one embedded database. */
export type EmbeddedFolder = {
  readonly folder: string;
  /** the data folder of PostgreSQL, mode 0700, owned by whom the engine runs as */
  readonly cluster: string;
  /** the passwords, mode 0600 */
  readonly passwords: string;
  /** what the server said since its last start */
  readonly log: string;
};

export function embeddedFolder(path: string): EmbeddedFolder {
  const folder = resolve(path);
  return {
    folder,
    cluster: join(folder, 'cluster'),
    passwords: join(folder, 'passwords.json'),
    log: join(folder, 'server.log'),
  };
}
