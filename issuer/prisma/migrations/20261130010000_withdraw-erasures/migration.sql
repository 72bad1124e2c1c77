-- AlterTable
ALTER TABLE "erasure_request" ADD COLUMN     "withdrawn_at" TIMESTAMPTZ,
ADD COLUMN     "withdrawn_by" UUID;

-- What was asked for is confirmed or taken back, and then asked for anew or not.
DROP INDEX "erasure_one_open";
CREATE UNIQUE INDEX "erasure_one_open" ON "erasure_request" ("person_id") WHERE "confirmed_at" IS NULL AND "withdrawn_at" IS NULL;
ALTER TABLE "erasure_request" ADD CONSTRAINT "erasure_withdrawn" CHECK (("withdrawn_by" IS NULL) = ("withdrawn_at" IS NULL));
ALTER TABLE "erasure_request" ADD CONSTRAINT "erasure_one_end" CHECK ("confirmed_at" IS NULL OR "withdrawn_at" IS NULL);
GRANT UPDATE ("withdrawn_by", "withdrawn_at") ON "erasure_request" TO "permit_service";
