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

-- A card that was handed over and not activated comes back into its drawer; a permit whose end rested on a refusal that was
-- set aside comes back too.
INSERT INTO "lifecycle_transition" ("machine", "from_state", "to_state") VALUES
  ('APPLICATION', 'DELIVERED', 'READY'),
  ('PERMIT', 'TERMINATED', 'IN_FORCE');

-- Only an upheld appeal against the very refusal that ended a permit brings it back: one decided after the end.
CREATE FUNCTION "permit_comes_back"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."state" = 'TERMINATED' AND NEW."state" = 'IN_FORCE' AND (OLD."terminated_for" IS DISTINCT FROM 'ENDORSEMENT_REFUSED'
    OR NOT EXISTS (SELECT 1 FROM "appeal" p JOIN "application" a ON a."id" = p."application_id" JOIN "decision" d ON d."id" = p."decision_id"
      WHERE a."permit_id" = NEW."id" AND a."kind" = 'ENDORSE' AND d."outcome" = 'REFUSED' AND p."state" = 'UPHELD'
        AND p."decided_at" >= OLD."terminated_at")) THEN
    RAISE EXCEPTION 'no upheld appeal against the end of this permit' USING ERRCODE = 'check_violation', CONSTRAINT = 'permit_comes_back';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "permit_comes_back" BEFORE UPDATE OF "state" ON "permit" FOR EACH ROW EXECUTE FUNCTION "permit_comes_back"();

-- A case is READY while its card lies in the drawer, also when the card came back.
CREATE FUNCTION "ready_card_is_held"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."state" = 'DELIVERED' AND NEW."state" = 'READY'
    AND NOT EXISTS (SELECT 1 FROM "production_attempt" p WHERE p."application_id" = NEW."id" AND p."state" = 'HELD') THEN
    RAISE EXCEPTION 'no card of this case is held' USING ERRCODE = 'check_violation', CONSTRAINT = 'ready_card_is_held';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "ready_card_is_held" BEFORE UPDATE OF "state" ON "application" FOR EACH ROW EXECUTE FUNCTION "ready_card_is_held"();
