import { createPrivateKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';
import * as z from 'zod';
import { readFileWhole, writeFileWhole } from '../../../files/index.ts';
import { openPkcs8, sealPkcs8 } from '../../../keys/index.ts';
import type { Clock, RandomSource } from '../../../ports/index.ts';
import { lockFile } from '../../../register/index.ts';
import { type CertificateSubject, type Identity, issueCertificate, makeAgentAuthority } from './agent-authority.ts';
import { packP12 } from './p12.ts';

const EntrySchema = z.strictObject({
  serial: z.string().regex(/^[0-9a-f]{32}$/),
  kind: z.enum(['service', 'agent']),
  /** Of the agent, or the hosts of the service. */
  name: z.string().min(1),
  /** Seconds since 1970. */
  from: z.int(),
  through: z.int(),
  revokedAt: z.int().optional(),
});
const RegisterSchema = z.array(EntrySchema).readonly();

/** A certificate that the authority of the agents signed. `revokedAt` in seconds since 1970. */
export type CertificateEntry = Readonly<z.infer<typeof EntrySchema>>;

/** Key and certificate of the service, and the authority that it takes agents from; all PEM. */
export type ServiceIdentity = Identity & { readonly authorityPem: string };

const DAY = 86_400;
const AUTHORITY_DAYS = 3650;
/** Clocks of counters may be behind by so much. */
const CLOCK_SLACK_S = 600;

/**
 * The authority of the counter agents in a folder: its certificate, its key sealed under a passphrase, the service's own key
 * and certificate, and the register of all that it signed. A certificate that the register does not name is not accepted,
 * whoever signed it.
 * @throws PermitError STORE_FAILED
 */
export function openCertificateFolder(folder: string, deps: { readonly clock: Clock; readonly random: RandomSource }) {
  const { clock, random } = deps;
  const at = (name: string) => join(folder, name);
  const termOf = (days: number) => ({ from: clock() - CLOCK_SLACK_S, through: clock() + days * DAY });

  async function readEntries(): Promise<readonly CertificateEntry[]> {
    if (!existsSync(at('certificates.json'))) return [];
    const parsed = RegisterSchema.safeParse(JSON.parse(await readText('certificates.json')));
    if (!parsed.success) throw new PermitError('STORE_FAILED', { detail: at('certificates.json') });
    return parsed.data;
  }

  async function changeEntries(
    change: (before: readonly CertificateEntry[]) => readonly CertificateEntry[],
  ): Promise<void> {
    const unlock = await lockFile(at('certificates.lock'));
    try {
      await writeFileWhole(at('certificates.json'), JSON.stringify(change(await readEntries()), null, 2), 'owner');
    } finally {
      await unlock();
    }
  }

  async function readText(name: string): Promise<string> {
    return new TextDecoder().decode(await readFileWhole(at(name)));
  }

  async function issue(subject: CertificateSubject, days: number, passphrase: string) {
    const sealed = await readFileWhole(at('authority.key'));
    const keyPem = toPem(await openPkcs8({ bytes: sealed, passphrase }));
    const authorityPem = await readText('authority.crt');
    const issued = await issueCertificate(
      { certificatePem: authorityPem, keyPem },
      { subject, term: termOf(days), random },
    );
    const { serial, from, through } = issued;
    const name = subject.kind === 'agent' ? subject.name : subject.hosts.join(', ');
    const entry: CertificateEntry = { serial, kind: subject.kind, name, from, through };
    await changeEntries((before) => [...before, entry]);
    return { issued, authorityPem, entry };
  }

  return {
    /** Makes the authority. @throws PermitError STORE_CONFLICT where there is one, whose agents a new one would shut out */
    async found(passphrase: string): Promise<void> {
      if (existsSync(at('authority.crt'))) throw new PermitError('STORE_CONFLICT', { detail: `${folder}: authority` });
      const { certificatePem, keyPem } = await makeAgentAuthority(termOf(AUTHORITY_DAYS), random);
      const sealed = await sealPkcs8({ pkcs8: toDer(keyPem), passphrase, random });
      await writeFileWhole(at('authority.key'), sealed, 'owner');
      await writeFileWhole(at('authority.crt'), certificatePem, 'everybody');
    },

    /** Key and certificate of the service, in the place of those before. @throws PermitError PASSPHRASE_WRONG, SETTING_BAD */
    async issueService(
      hosts: readonly string[],
      request: { readonly days: number; readonly passphrase: string },
    ): Promise<CertificateEntry> {
      const { issued, entry } = await issue({ kind: 'service', hosts }, request.days, request.passphrase);
      await writeFileWhole(at('service.key'), issued.keyPem, 'owner');
      await writeFileWhole(at('service.crt'), issued.certificatePem, 'everybody');
      return entry;
    },

    /**
     * The `.p12` file for the agent of a counter; its key is kept nowhere else. A later one for the same name renews it, and
     * the earlier ones are good until they end or are revoked.
     * @throws PermitError PASSPHRASE_WRONG, SETTING_BAD
     */
    async issueAgent(
      name: string,
      request: { readonly days: number; readonly passphrase: string; readonly p12Passphrase: string },
    ): Promise<{ readonly p12: Uint8Array; readonly entry: CertificateEntry }> {
      const { issued, authorityPem, entry } = await issue({ kind: 'agent', name }, request.days, request.passphrase);
      return { p12: packP12({ ...issued, authorityPem }, request.p12Passphrase), entry };
    },

    /**
     * Revokes a certificate by its serial number, or all of an agent by its name.
     * @returns those that were good before
     * @throws PermitError STORE_CONFLICT when the register names none
     */
    async revoke(which: string): Promise<readonly CertificateEntry[]> {
      let revoked: readonly CertificateEntry[] = [];
      await changeEntries((before) => {
        const named = before.filter(({ serial, name }) => serial === which || name === which);
        if (named.length === 0) throw new PermitError('STORE_CONFLICT', { detail: `no certificate of ${which}` });
        revoked = named.filter(({ revokedAt }) => revokedAt === undefined);
        return before.map((entry) => (revoked.includes(entry) ? { ...entry, revokedAt: clock() } : entry));
      });
      return revoked;
    },

    list: readEntries,

    /** Whether an agent may come with this certificate: the register names it, and it is not revoked. */
    async isGood(serial: string): Promise<boolean> {
      const entry = (await readEntries()).find((one) => one.serial === serial);
      return entry !== undefined && entry.kind === 'agent' && entry.revokedAt === undefined;
    },

    /** @throws PermitError STORE_FAILED where the service has no certificate yet */
    async serviceIdentity(): Promise<ServiceIdentity> {
      return {
        keyPem: await readText('service.key'),
        certificatePem: await readText('service.crt'),
        authorityPem: await readText('authority.crt'),
      };
    },
  };
}

function toDer(keyPem: string): Uint8Array {
  return new Uint8Array(createPrivateKey(keyPem).export({ type: 'pkcs8', format: 'der' }));
}

function toPem(pkcs8: Uint8Array): string {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), type: 'pkcs8', format: 'der' });
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export type CertificateFolder = ReturnType<typeof openCertificateFolder>;
