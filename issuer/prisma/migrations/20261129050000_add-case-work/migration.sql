-- AlterTable
ALTER TABLE "application" ADD COLUMN     "organisation_id" TEXT,
ADD COLUMN     "supplement" JSONB;

-- AlterTable
ALTER TABLE "registration" ADD COLUMN     "evidence_id" UUID,
ADD COLUMN     "is_late" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "verified_at" TIMESTAMPTZ,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "appeal" ADD COLUMN     "admitted_by" UUID,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "fee" ADD COLUMN     "waived_by" UUID;

-- CreateTable
CREATE TABLE "third_party_report" (
    "id" UUID NOT NULL,
    "office_id" TEXT NOT NULL,
    "organisation_id" TEXT NOT NULL,
    "reporter" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "person_id" UUID,
    "key_id" UUID NOT NULL,
    "claim_sealed" BYTEA NOT NULL,
    "happened_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "is_late" BOOLEAN NOT NULL,
    "filed_by" UUID NOT NULL,
    "filed_at" TIMESTAMPTZ NOT NULL,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ,
    "reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "third_party_report_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "third_party_report_office_id_state_filed_at_idx" ON "third_party_report"("office_id", "state", "filed_at");

-- CreateIndex
CREATE INDEX "third_party_report_organisation_id_filed_at_idx" ON "third_party_report"("organisation_id", "filed_at");

-- CreateIndex
CREATE INDEX "third_party_report_person_id_idx" ON "third_party_report"("person_id");

-- One case at a time that ends with another card.
CREATE UNIQUE INDEX "application_one_open_card_case" ON "application" ("person_id")
  WHERE "kind" IN ('FIRST', 'EXCHANGE_DAMAGED', 'REISSUE_LOST', 'CHANGE_DATA', 'CORRECT_ERROR')
  AND "state" NOT IN ('CLOSED', 'REFUSED', 'WITHDRAWN', 'LAPSED');

-- One open stay and one open appeal at a time.
CREATE UNIQUE INDEX "registration_one_open" ON "registration" ("person_id")
  WHERE "to_date" IS NULL AND "state" IN ('DECLARED', 'VERIFIED', 'CURRENT');
CREATE UNIQUE INDEX "appeal_one_open" ON "appeal" ("application_id") WHERE "state" IN ('FILED', 'ADMITTED');

-- What was declared is verified with a paper; who waives a fee does not take it.
ALTER TABLE "registration" ADD CONSTRAINT "registration_evidence" CHECK
  ("state" IN ('DECLARED', 'REJECTED') OR ("verified_by" IS NOT NULL AND "evidence_id" IS NOT NULL));
ALTER TABLE "fee" ADD CONSTRAINT "fee_waived" CHECK ("waived_by" IS NULL OR ("waived_for" IS NOT NULL AND "paid_at" IS NULL));
ALTER TABLE "third_party_report" ADD CONSTRAINT "report_two_persons" CHECK ("decided_by" IS NULL OR "decided_by" <> "filed_by");
ALTER TABLE "third_party_report" ADD CONSTRAINT "report_key" CHECK ("person_id" IS NULL OR "key_id" IN ("person_id", "id"));
CREATE TRIGGER "lifecycle" BEFORE INSERT OR UPDATE OF "state" ON "third_party_report"
  FOR EACH ROW EXECUTE FUNCTION "check_lifecycle"('REPORT', 'state');

-- Who took a case in does not decide it, and who had a part in a decision does not decide the appeal against it.
CREATE FUNCTION "had_part_in_case"(case_id uuid, account uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM "application" a WHERE a."id" = case_id AND a."entered_by" = account)
    OR EXISTS (SELECT 1 FROM "lifecycle_move" m WHERE m."machine" = 'APPLICATION' AND m."subject_id" = case_id::text
      AND m."to_state" = 'ACCEPTED' AND m."actor_id" = account);
$$;
CREATE FUNCTION "decision_by_new_eyes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF "had_part_in_case"(NEW."application_id", NEW."decider_id") OR "had_part_in_case"(NEW."application_id", NEW."second_id") THEN
    RAISE EXCEPTION 'the case was taken in by the same person' USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_by_new_eyes';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "decision_by_new_eyes" BEFORE INSERT ON "decision" FOR EACH ROW EXECUTE FUNCTION "decision_by_new_eyes"();

CREATE FUNCTION "appeal_by_new_eyes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."decided_by" IS NOT NULL AND ("had_part_in_case"(NEW."application_id", NEW."decided_by") OR NEW."decided_by" = NEW."filed_by"
    OR EXISTS (SELECT 1 FROM "decision" d WHERE d."application_id" = NEW."application_id" AND NEW."decided_by" IN (d."decider_id", d."second_id"))) THEN
    RAISE EXCEPTION 'the appeal is decided by somebody new to the case' USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_by_new_eyes';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "appeal_by_new_eyes" BEFORE INSERT OR UPDATE ON "appeal" FOR EACH ROW EXECUTE FUNCTION "appeal_by_new_eyes"();

GRANT SELECT, INSERT, UPDATE ON "third_party_report" TO "permit_service";
