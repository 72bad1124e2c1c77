-- CreateTable
CREATE TABLE "department_key" (
    "key_id" TEXT NOT NULL,
    "grantor" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "proposed_by" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ NOT NULL,
    "confirmed_by" UUID,
    "confirmed_at" TIMESTAMPTZ,
    "withdrawn_by" UUID,
    "withdrawn_at" TIMESTAMPTZ,

    CONSTRAINT "department_key_pkey" PRIMARY KEY ("key_id")
);

-- CreateTable
CREATE TABLE "catalogue_proposal" (
    "id" UUID NOT NULL,
    "entries" JSONB NOT NULL,
    "proposed_by" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ NOT NULL,
    "published_version" INTEGER,
    "published_by" UUID,

    CONSTRAINT "catalogue_proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "card_carry" (
    "card_number" TEXT NOT NULL,
    "permit_id" UUID NOT NULL,
    "grants" JSONB NOT NULL,
    "carried_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "card_carry_pkey" PRIMARY KEY ("card_number")
);

-- CreateTable
CREATE TABLE "settled_receipt" (
    "id" UUID NOT NULL,
    "card_number" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "transaction_id" BYTEA NOT NULL,
    "grant_id" UUID NOT NULL,
    "period" INTEGER NOT NULL,
    "used" INTEGER NOT NULL,
    "terminal" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "receipt" BYTEA NOT NULL,
    "finding" TEXT,
    "settled_by" UUID NOT NULL,
    "settled_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "settled_receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "terminal" (
    "id" UUID NOT NULL,
    "office_id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "mnemonic" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "request" BYTEA NOT NULL,
    "state" TEXT NOT NULL,
    "purposes" TEXT[],
    "sites" TEXT[],
    "use" TEXT,
    "requested_by" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ NOT NULL,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ,
    "revoked_by" UUID,
    "revoked_at" TIMESTAMPTZ,
    "reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "terminal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "terminal_certificate" (
    "reference" TEXT NOT NULL,
    "terminal_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "certificate" BYTEA NOT NULL,
    "effective" DATE NOT NULL,
    "expiry" DATE NOT NULL,
    "issued_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "terminal_certificate_pkey" PRIMARY KEY ("reference")
);

-- CreateTable
CREATE TABLE "import_run" (
    "id" UUID NOT NULL,
    "office_id" TEXT NOT NULL,
    "digest" BYTEA NOT NULL,
    "rows" INTEGER NOT NULL,
    "started_by" UUID NOT NULL,
    "started_at" TIMESTAMPTZ NOT NULL,
    "finished_at" TIMESTAMPTZ,

    CONSTRAINT "import_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_row" (
    "run_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "row_tag" BYTEA NOT NULL,
    "content_sealed" BYTEA,
    "outcome" TEXT,
    "code" TEXT,
    "application_id" UUID,
    "done_at" TIMESTAMPTZ,

    CONSTRAINT "import_row_pkey" PRIMARY KEY ("run_id","line")
);

-- CreateIndex
CREATE UNIQUE INDEX "department_key_public_key_key" ON "department_key"("public_key");

-- CreateIndex
CREATE INDEX "department_key_grantor_idx" ON "department_key"("grantor");

-- CreateIndex
CREATE UNIQUE INDEX "catalogue_proposal_published_version_key" ON "catalogue_proposal"("published_version");

-- CreateIndex
CREATE INDEX "card_carry_permit_id_idx" ON "card_carry"("permit_id");

-- CreateIndex
CREATE INDEX "settled_receipt_grant_id_period_idx" ON "settled_receipt"("grant_id", "period");

-- CreateIndex
CREATE UNIQUE INDEX "settled_receipt_card_number_sequence_transaction_id_key" ON "settled_receipt"("card_number", "sequence", "transaction_id");

-- CreateIndex
CREATE UNIQUE INDEX "terminal_mnemonic_key" ON "terminal"("mnemonic");

-- CreateIndex
CREATE UNIQUE INDEX "terminal_public_key_key" ON "terminal"("public_key");

-- CreateIndex
CREATE INDEX "terminal_organisation_id_idx" ON "terminal"("organisation_id");

-- CreateIndex
CREATE INDEX "terminal_office_id_state_idx" ON "terminal"("office_id", "state");

-- CreateIndex
CREATE INDEX "terminal_certificate_expiry_idx" ON "terminal_certificate"("expiry");

-- CreateIndex
CREATE UNIQUE INDEX "terminal_certificate_terminal_id_sequence_key" ON "terminal_certificate"("terminal_id", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "import_run_office_id_digest_key" ON "import_run"("office_id", "digest");

-- CreateIndex
CREATE INDEX "import_row_row_tag_idx" ON "import_row"("row_tag");

-- AddForeignKey
ALTER TABLE "terminal_certificate" ADD CONSTRAINT "terminal_certificate_terminal_id_fkey" FOREIGN KEY ("terminal_id") REFERENCES "terminal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "import_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Two persons make a key good, a catalogue public and a terminal approved.
ALTER TABLE "department_key" ADD CONSTRAINT "department_key_length" CHECK (octet_length("public_key") = 32);
ALTER TABLE "department_key" ADD CONSTRAINT "department_key_two_persons" CHECK ("confirmed_by" IS NULL OR "confirmed_by" <> "proposed_by");
ALTER TABLE "department_key" ADD CONSTRAINT "department_key_confirmed" CHECK (("confirmed_by" IS NULL) = ("confirmed_at" IS NULL));
ALTER TABLE "department_key" ADD CONSTRAINT "department_key_withdrawn" CHECK (("withdrawn_by" IS NULL) = ("withdrawn_at" IS NULL));
ALTER TABLE "catalogue_proposal" ADD CONSTRAINT "catalogue_two_persons" CHECK ("published_by" IS NULL OR "published_by" <> "proposed_by");
ALTER TABLE "catalogue_proposal" ADD CONSTRAINT "catalogue_published" CHECK (("published_by" IS NULL) = ("published_version" IS NULL));
ALTER TABLE "terminal" ADD CONSTRAINT "terminal_two_persons" CHECK ("decided_by" IS NULL OR "decided_by" <> "requested_by");
ALTER TABLE "terminal" ADD CONSTRAINT "terminal_key_length" CHECK (octet_length("public_key") = 65);
ALTER TABLE "terminal" ADD CONSTRAINT "terminal_use" CHECK ("use" IN ('READS', 'COUNTS', 'WRITES'));
ALTER TABLE "terminal" ADD CONSTRAINT "terminal_approved" CHECK
  ("state" NOT IN ('APPROVED', 'CERTIFIED') OR ("decided_by" IS NOT NULL AND "use" IS NOT NULL AND cardinality("sites") > 0));
ALTER TABLE "terminal" ADD CONSTRAINT "terminal_revoked" CHECK (("state" = 'REVOKED') = ("revoked_at" IS NOT NULL));
ALTER TABLE "terminal_certificate" ADD CONSTRAINT "terminal_certificate_days" CHECK ("expiry" >= "effective");
ALTER TABLE "settled_receipt" ADD CONSTRAINT "receipt_finding" CHECK ("finding" IN ('OVER_LIMIT', 'SEQUENCE_TWICE'));
ALTER TABLE "settled_receipt" ADD CONSTRAINT "receipt_counts" CHECK ("sequence" >= 0 AND "period" >= 0 AND "used" > 0);
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_outcome" CHECK ("outcome" IN ('TAKEN', 'KNOWN', 'REFUSED'));
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_done" CHECK
  (("outcome" IS NULL) = ("done_at" IS NULL) AND ("outcome" IS NULL OR "content_sealed" IS NULL) AND (("outcome" = 'REFUSED') = ("code" IS NOT NULL)));
-- A row that was taken over is not taken over again.
CREATE UNIQUE INDEX "import_row_taken_once" ON "import_row" ("row_tag") WHERE "outcome" = 'TAKEN';

CREATE TRIGGER "lifecycle" BEFORE INSERT OR UPDATE OF "state" ON "terminal" FOR EACH ROW EXECUTE FUNCTION "check_lifecycle"('TERMINAL', 'state');
CREATE TRIGGER "signed_once" BEFORE UPDATE ON "catalogue_proposal" FOR EACH ROW
  EXECUTE FUNCTION "signed_once"('published_by', 'entries', 'proposed_by', 'proposed_at');

-- A version of the catalogue is what two persons signed.
CREATE FUNCTION "catalogue_was_signed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "catalogue_proposal" p WHERE p."published_version" = NEW."version"
    AND p."published_by" = NEW."published_by" AND p."entries" = NEW."kinds") THEN
    RAISE EXCEPTION 'no signed proposal of this catalogue' USING ERRCODE = 'check_violation', CONSTRAINT = 'catalogue_was_signed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "catalogue_was_signed" BEFORE INSERT ON "catalogue_version" FOR EACH ROW EXECUTE FUNCTION "catalogue_was_signed"();

-- No certificate for a terminal that was not approved, or was revoked.
CREATE FUNCTION "terminal_is_approved"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "terminal" t WHERE t."id" = NEW."terminal_id" AND t."state" IN ('APPROVED', 'CERTIFIED')) THEN
    RAISE EXCEPTION 'the terminal is not approved' USING ERRCODE = 'check_violation', CONSTRAINT = 'terminal_is_approved';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "terminal_is_approved" BEFORE INSERT ON "terminal_certificate" FOR EACH ROW EXECUTE FUNCTION "terminal_is_approved"();

-- A chip names itself in a receipt by the first 8 bytes of SHA-256 over its key.
CREATE INDEX "card_chip_id" ON "card" (substring(sha256("device_key") FROM 1 FOR 8)) WHERE "device_key" IS NOT NULL;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['card_carry', 'settled_receipt', 'terminal_certificate'] LOOP
    EXECUTE format('CREATE TRIGGER "insert_only" BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION "insert_only"()', name);
    EXECUTE format('CREATE TRIGGER "insert_only_truncate" BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION "insert_only"()', name);
  END LOOP;
END $$;

GRANT SELECT, INSERT ON "card_carry", "settled_receipt", "terminal_certificate" TO "permit_service";
GRANT SELECT, INSERT ON "department_key", "catalogue_proposal", "terminal", "import_run", "import_row" TO "permit_service";
GRANT UPDATE ("confirmed_by", "confirmed_at", "withdrawn_by", "withdrawn_at") ON "department_key" TO "permit_service";
GRANT UPDATE ("published_version", "published_by") ON "catalogue_proposal" TO "permit_service";
GRANT UPDATE ("state", "purposes", "sites", "use", "decided_by", "decided_at", "revoked_by", "revoked_at", "reason", "version")
  ON "terminal" TO "permit_service";
GRANT UPDATE ("finished_at") ON "import_run" TO "permit_service";
GRANT UPDATE ("content_sealed", "outcome", "code", "application_id", "done_at") ON "import_row" TO "permit_service";
