-- CreateTable
CREATE TABLE "grant_withdrawal" (
    "id" UUID NOT NULL,
    "grant_id" UUID NOT NULL,
    "grantor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "from_date" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "instruction" BYTEA NOT NULL,
    "key_id" TEXT NOT NULL,
    "instruction_ref" TEXT NOT NULL,
    "entered_by" UUID NOT NULL,
    "entered_at" TIMESTAMPTZ NOT NULL,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ,
    "record_version" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "grant_withdrawal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "grant_withdrawal_grant_id_idx" ON "grant_withdrawal"("grant_id");

-- CreateIndex
CREATE INDEX "grant_withdrawal_decided_at_idx" ON "grant_withdrawal"("decided_at");

-- CreateIndex
CREATE UNIQUE INDEX "grant_withdrawal_grantor_instruction_ref_key" ON "grant_withdrawal"("grantor", "instruction_ref");

-- AddForeignKey
ALTER TABLE "grant_withdrawal" ADD CONSTRAINT "grant_withdrawal_grant_id_fkey" FOREIGN KEY ("grant_id") REFERENCES "permit_grant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

INSERT INTO "lifecycle_transition" ("machine", "from_state", "to_state") VALUES
  ('GRANT_WITHDRAWAL', '', 'PROPOSED'),
  ('GRANT_WITHDRAWAL', 'PROPOSED', 'APPROVED'),
  ('GRANT_WITHDRAWAL', 'PROPOSED', 'DECLINED');
CREATE TRIGGER "lifecycle" BEFORE INSERT OR UPDATE OF "state" ON "grant_withdrawal" FOR EACH ROW EXECUTE FUNCTION "check_lifecycle"('GRANT_WITHDRAWAL', 'state');

-- One at a time, and one that took the grant back.
CREATE UNIQUE INDEX "grant_withdrawal_one_open" ON "grant_withdrawal" ("grant_id") WHERE "state" <> 'DECLINED';
ALTER TABLE "grant_withdrawal" ADD CONSTRAINT "withdrawal_reason" CHECK
  ("reason" IN ('CONDITIONS_ENDED', 'GRANTED_IN_ERROR', 'FALSE_STATEMENT', 'PROGRAMME_ENDED', 'HOLDER_ASKED'));
ALTER TABLE "grant_withdrawal" ADD CONSTRAINT "withdrawal_two_persons" CHECK ("decided_by" IS NULL OR "decided_by" <> "entered_by");
ALTER TABLE "grant_withdrawal" ADD CONSTRAINT "withdrawal_decided" CHECK
  (("state" = 'PROPOSED') = ("decided_by" IS NULL) AND ("decided_by" IS NULL) = ("decided_at" IS NULL));
ALTER TABLE "grant_withdrawal" ADD CONSTRAINT "withdrawal_record" CHECK ("record_version" IS NULL OR "state" = 'APPROVED');
CREATE TRIGGER "signed_once" BEFORE UPDATE ON "grant_withdrawal" FOR EACH ROW EXECUTE FUNCTION "signed_once"
  ('decided_by', 'grant_id', 'grantor', 'reason', 'from_date', 'instruction', 'key_id', 'instruction_ref', 'entered_by', 'entered_at');

-- A grant is taken back by the department that gave it, under a key of that department that is good.
CREATE FUNCTION "withdrawal_by_its_grantor"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "permit_grant" g JOIN "department_key" k ON k."grantor" = g."grantor"
    WHERE g."id" = NEW."grant_id" AND g."grantor" = NEW."grantor" AND k."key_id" = NEW."key_id"
      AND k."confirmed_at" IS NOT NULL AND k."withdrawn_at" IS NULL) THEN
    RAISE EXCEPTION 'not the department of the grant' USING ERRCODE = 'check_violation', CONSTRAINT = 'withdrawal_by_its_grantor';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "withdrawal_by_its_grantor" BEFORE INSERT ON "grant_withdrawal" FOR EACH ROW EXECUTE FUNCTION "withdrawal_by_its_grantor"();

-- No grant is taken back without an instruction that two persons carried out, unless its permit has ended.
CREATE FUNCTION "revoked_on_instruction"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."state" = 'REVOKED' AND OLD."state" <> 'REVOKED'
    AND NOT EXISTS (SELECT 1 FROM "grant_withdrawal" w WHERE w."grant_id" = NEW."id" AND w."state" = 'APPROVED')
    AND NOT EXISTS (SELECT 1 FROM "permit" p WHERE p."id" = NEW."permit_id" AND p."state" = 'TERMINATED') THEN
    RAISE EXCEPTION 'no approved withdrawal of this grant' USING ERRCODE = 'check_violation', CONSTRAINT = 'revoked_on_instruction';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "revoked_on_instruction" BEFORE UPDATE OF "state" ON "permit_grant" FOR EACH ROW EXECUTE FUNCTION "revoked_on_instruction"();

GRANT SELECT, INSERT ON "grant_withdrawal" TO "permit_service";
GRANT UPDATE ("state", "decided_by", "decided_at", "record_version", "version") ON "grant_withdrawal" TO "permit_service";
