-- AlterTable
ALTER TABLE "person" ADD COLUMN     "citizen_id_decision_id" UUID;

-- CreateTable
CREATE TABLE "earlier_citizen_id" (
    "decision_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "key_id" UUID NOT NULL,
    "citizen_id_sealed" BYTEA NOT NULL,
    "until" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "earlier_citizen_id_pkey" PRIMARY KEY ("decision_id")
);

-- CreateIndex
CREATE INDEX "earlier_citizen_id_person_id_idx" ON "earlier_citizen_id"("person_id");

-- AddForeignKey
ALTER TABLE "earlier_citizen_id" ADD CONSTRAINT "earlier_citizen_id_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "earlier_citizen_id" ADD CONSTRAINT "earlier_citizen_id_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- An ID number gives way to another by the approval of a case of that very person, as a name does.
CREATE FUNCTION "earlier_citizen_id_is_decided"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "decision" d JOIN "application" a ON a."id" = d."application_id"
    WHERE d."id" = NEW."decision_id" AND d."outcome" = 'APPROVED' AND a."person_id" = NEW."person_id"
      AND a."kind" IN ('FIRST', 'CHANGE_DATA', 'CORRECT_ERROR')) THEN
    RAISE EXCEPTION 'no approval of another ID number' USING ERRCODE = 'check_violation', CONSTRAINT = 'earlier_citizen_id_is_decided';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "earlier_citizen_id_is_decided" BEFORE INSERT ON "earlier_citizen_id" FOR EACH ROW
  EXECUTE FUNCTION "earlier_citizen_id_is_decided"();

-- Nobody gets another number or birth date without that, and the number before is kept; who is erased loses every number.
CREATE FUNCTION "citizen_id_by_decision"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."citizen_id_index", NEW."citizen_id_sealed", NEW."birth_date") IS DISTINCT FROM (OLD."citizen_id_index", OLD."citizen_id_sealed", OLD."birth_date")
    AND NEW."erased_at" IS NULL AND (NEW."citizen_id_decision_id" IS NOT DISTINCT FROM OLD."citizen_id_decision_id"
    OR NOT EXISTS (SELECT 1 FROM "earlier_citizen_id" e WHERE e."decision_id" = NEW."citizen_id_decision_id" AND e."person_id" = NEW."id")) THEN
    RAISE EXCEPTION 'no decision on the ID number' USING ERRCODE = 'check_violation', CONSTRAINT = 'citizen_id_by_decision';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "citizen_id_by_decision" BEFORE UPDATE ON "person" FOR EACH ROW EXECUTE FUNCTION "citizen_id_by_decision"();

-- An earlier number goes along with its person by a merge, under the key that it was sealed with, and changes in nothing else.
CREATE TRIGGER "person_of_row" BEFORE INSERT OR UPDATE OF "person_id", "key_id" ON "earlier_citizen_id" FOR EACH ROW EXECUTE FUNCTION "person_of_row"();
CREATE TRIGGER "insert_only" BEFORE DELETE ON "earlier_citizen_id" FOR EACH ROW EXECUTE FUNCTION "insert_only"();
CREATE TRIGGER "insert_only_but_person" BEFORE UPDATE OF "decision_id", "citizen_id_sealed", "until" ON "earlier_citizen_id" FOR EACH ROW
  EXECUTE FUNCTION "insert_only"();
CREATE TRIGGER "insert_only_truncate" BEFORE TRUNCATE ON "earlier_citizen_id" FOR EACH STATEMENT EXECUTE FUNCTION "insert_only"();

GRANT SELECT, INSERT ON "earlier_citizen_id" TO "permit_service";
GRANT UPDATE ("person_id") ON "earlier_citizen_id" TO "permit_service";
