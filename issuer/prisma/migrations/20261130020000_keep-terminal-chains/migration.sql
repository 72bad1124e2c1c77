-- AlterTable
ALTER TABLE "terminal_certificate" ADD COLUMN     "dv" BYTEA,
ADD COLUMN     "link" BYTEA;

-- A link is shown before the certificate of a verifier, never alone.
ALTER TABLE "terminal_certificate" ADD CONSTRAINT "terminal_certificate_chain" CHECK ("link" IS NULL OR "dv" IS NOT NULL);
