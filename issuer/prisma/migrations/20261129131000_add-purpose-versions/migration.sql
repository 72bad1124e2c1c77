-- AlterTable
ALTER TABLE "audit_event" ADD COLUMN "purpose_version" INTEGER;

-- AlterTable
ALTER TABLE "terminal" ADD COLUMN "purposes_version" INTEGER;

-- AlterTable
ALTER TABLE "terminal_certificate" ADD COLUMN "purposes_version" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "purpose_version" (
    "version" INTEGER NOT NULL,
    "office" JSONB NOT NULL,
    "terminal" JSONB NOT NULL,
    "published_by" UUID NOT NULL,
    "published_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "purpose_version_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "purpose_proposal" (
    "id" UUID NOT NULL,
    "office" JSONB NOT NULL,
    "terminal" JSONB NOT NULL,
    "proposed_by" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ NOT NULL,
    "published_version" INTEGER,
    "published_by" UUID,

    CONSTRAINT "purpose_proposal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "purpose_proposal_published_version_key" ON "purpose_proposal"("published_version");

-- What was approved before purposes were published stands under those that the program brought: version 0.
UPDATE "terminal" SET "purposes_version" = 0 WHERE cardinality("purposes") > 0;
ALTER TABLE "terminal" ADD CONSTRAINT "terminal_purposes_version" CHECK ("purposes_version" IS NOT NULL OR cardinality("purposes") = 0);
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_purpose_version" CHECK ("purpose_version" IS NULL OR "purpose" IS NOT NULL);
ALTER TABLE "purpose_proposal" ADD CONSTRAINT "purposes_two_persons" CHECK ("published_by" IS NULL OR "published_by" <> "proposed_by");
ALTER TABLE "purpose_proposal" ADD CONSTRAINT "purposes_published" CHECK (("published_by" IS NULL) = ("published_version" IS NULL));
ALTER TABLE "purpose_version" ADD CONSTRAINT "purpose_version_from_one" CHECK ("version" > 0);
CREATE TRIGGER "signed_once" BEFORE UPDATE ON "purpose_proposal" FOR EACH ROW
  EXECUTE FUNCTION "signed_once"('published_by', 'office', 'terminal', 'proposed_by', 'proposed_at');

-- A version is what two persons signed, and stays as it is.
CREATE FUNCTION "purposes_were_signed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "purpose_proposal" p WHERE p."published_version" = NEW."version"
    AND p."published_by" = NEW."published_by" AND p."office" = NEW."office" AND p."terminal" = NEW."terminal") THEN
    RAISE EXCEPTION 'no signed proposal of these purposes' USING ERRCODE = 'check_violation', CONSTRAINT = 'purposes_were_signed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "purposes_were_signed" BEFORE INSERT ON "purpose_version" FOR EACH ROW EXECUTE FUNCTION "purposes_were_signed"();
CREATE TRIGGER "insert_only" BEFORE UPDATE OR DELETE ON "purpose_version" FOR EACH ROW EXECUTE FUNCTION "insert_only"();
CREATE TRIGGER "insert_only_truncate" BEFORE TRUNCATE ON "purpose_version" FOR EACH STATEMENT EXECUTE FUNCTION "insert_only"();

GRANT SELECT, INSERT ON "purpose_version", "purpose_proposal" TO "permit_service";
GRANT UPDATE ("published_version", "published_by") ON "purpose_proposal" TO "permit_service";
GRANT UPDATE ("purposes_version") ON "terminal" TO "permit_service";
GRANT SELECT ON "purpose_version" TO "permit_auditor";
