import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

const ITERATIONS = 4096;
const SALT_LENGTH = 16;

/**
 * What the server keeps of a password, so that the password itself never travels nor stands in a log.
 * Form: PostgreSQL 18, §53.8 pg_authid `rolpassword`; RFC 5802 §3. The password is ASCII, so SASLprep changes nothing.
 * @throws RangeError for other than printable ASCII
 */
export function scramVerifier(password: string): string {
  if (!/^[\x20-\x7e]+$/.test(password)) throw new RangeError('password: want printable ASCII');
  const salt = randomBytes(SALT_LENGTH);
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const keyOf = (name: string) => createHmac('sha256', salted).update(name).digest();
  const storedKey = createHash('sha256').update(keyOf('Client Key')).digest('base64');
  const serverKey = keyOf('Server Key').toString('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}
