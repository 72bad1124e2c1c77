import { join, resolve } from 'node:path';

/** Where a demonstration office keeps what it has: one folder. */
export type DemoPlaces = ReturnType<typeof demoPlaces>;

/** The paths in the folder of a demonstration office. */
export function demoPlaces(path: string) {
  const folder = resolve(path);
  const at = (...names: readonly string[]) => join(folder, ...names);
  return {
    folder,
    /** How far the office has come, and the ids of what was made. */
    record: at('demonstration.json'),
    /** Held while a process has the office open. */
    lock: at('demonstration.lock'),
    /** Keys of the authority, of its agents, and what is published. */
    office: at('office'),
    agents: at('office', 'agents'),
    trust: at('office', 'trust'),
    /** Databases, keys and papers of the service. */
    data: at('data'),
    keys: at('data', 'keys'),
    database: at('data', 'server'),
    supplierKeys: at('data', 'keys', 'suppliers'),
    /** Images of the cards, each named by its chip: `<serial>.card`. */
    cards: at('cards'),
    /** One folder for each service point that has a certificate. */
    servicePoints: at('service-points'),
    /** The certificate of the counter, and the passphrase that seals it and the key of its authority. */
    counter: at('counter.p12'),
    passphrase: at('passphrase'),
    /** What the service tells of its work. */
    log: at('service.log'),
  };
}
