-- AlterTable
ALTER TABLE "person" ADD COLUMN     "name_decision_id" UUID;

-- CreateTable
CREATE TABLE "earlier_name" (
    "decision_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "name_sealed" BYTEA NOT NULL,
    "until" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "earlier_name_pkey" PRIMARY KEY ("decision_id")
);

-- CreateIndex
CREATE INDEX "earlier_name_person_id_idx" ON "earlier_name"("person_id");

-- AddForeignKey
ALTER TABLE "earlier_name" ADD CONSTRAINT "earlier_name_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "earlier_name" ADD CONSTRAINT "earlier_name_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A name gives way to another by the approval of a case of that very person, which somebody else decides than who entered it.
CREATE FUNCTION "earlier_name_is_decided"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "decision" d JOIN "application" a ON a."id" = d."application_id"
    WHERE d."id" = NEW."decision_id" AND d."outcome" = 'APPROVED' AND a."person_id" = NEW."person_id"
      AND a."kind" IN ('FIRST', 'CHANGE_DATA', 'CORRECT_ERROR')) THEN
    RAISE EXCEPTION 'no approval of another name' USING ERRCODE = 'check_violation', CONSTRAINT = 'earlier_name_is_decided';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "earlier_name_is_decided" BEFORE INSERT ON "earlier_name" FOR EACH ROW EXECUTE FUNCTION "earlier_name_is_decided"();

-- Nobody is renamed without that, and the name before is kept; who is erased loses every name.
CREATE FUNCTION "name_by_decision"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."name" IS DISTINCT FROM OLD."name" AND NEW."erased_at" IS NULL AND (NEW."name_decision_id" IS NOT DISTINCT FROM OLD."name_decision_id"
    OR NOT EXISTS (SELECT 1 FROM "earlier_name" e WHERE e."decision_id" = NEW."name_decision_id" AND e."person_id" = NEW."id")) THEN
    RAISE EXCEPTION 'no decision on the name' USING ERRCODE = 'check_violation', CONSTRAINT = 'name_by_decision';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "name_by_decision" BEFORE UPDATE ON "person" FOR EACH ROW EXECUTE FUNCTION "name_by_decision"();

CREATE TRIGGER "insert_only" BEFORE UPDATE OR DELETE ON "earlier_name" FOR EACH ROW EXECUTE FUNCTION "insert_only"();
CREATE TRIGGER "insert_only_truncate" BEFORE TRUNCATE ON "earlier_name" FOR EACH STATEMENT EXECUTE FUNCTION "insert_only"();

GRANT SELECT, INSERT ON "earlier_name" TO "permit_service";
