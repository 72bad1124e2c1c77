import { z } from 'zod';

/**
 * A backup is gzip over lines: the head, then for each table its name and columns as JSON, its rows as `COPY … TO STDOUT`
 * prints them and a line `\.`, then the end. No row is `\.`, because COPY escapes a backslash (PostgreSQL 18, COPY, text format).
 */
export const BackupHead = z.strictObject({
  residencePermitBackup: z.literal(1),
  kind: z.enum(['register', 'key-store']),
  takenAt: z.iso.datetime(),
  /** migrations of the register, in order */
  migrations: z.array(z.strictObject({ name: z.string(), checksum: z.string() })),
  /** steps of the key store; 0 for a register */
  keyStoreVersion: z.int().min(0),
  queues: z.array(z.string()),
  sequences: z.array(z.strictObject({ name: z.string(), next: z.string(), isCalled: z.boolean() })),
});
export type BackupHead = z.infer<typeof BackupHead>;

export const BackupTable = z.strictObject({ table: z.string(), columns: z.array(z.string()) });
export type BackupTable = z.infer<typeof BackupTable>;

export const BackupEnd = z.strictObject({
  tables: z.int().min(0),
  /** SHA-256 over every byte before this line, in hexadecimal */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export const END_OF_ROWS = '\\.';
