-- AlterTable
ALTER TABLE "person" ADD COLUMN     "merged_into" UUID;

-- CreateTable
CREATE TABLE "person_merge" (
    "id" UUID NOT NULL,
    "survivor_id" UUID NOT NULL,
    "merged_id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "requested_by" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ NOT NULL,
    "approved_by" UUID,
    "approved_at" TIMESTAMPTZ,

    CONSTRAINT "person_merge_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "person_merge_survivor_id_idx" ON "person_merge"("survivor_id");

-- CreateIndex
CREATE INDEX "person_merge_merged_id_idx" ON "person_merge"("merged_id");

-- CreateIndex
CREATE INDEX "person_merged_into_idx" ON "person"("merged_into");

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_merged_into_fkey" FOREIGN KEY ("merged_into") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What is sealed says under whose key: a row that comes to another record keeps it. Until now it was the person of the row.
ALTER TABLE "earlier_name" DISABLE TRIGGER "insert_only";
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['registration', 'application', 'evidence', 'production_attempt', 'loss_hold', 'earlier_name'] LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN "key_id" UUID', name);
    EXECUTE format('UPDATE %I SET "key_id" = "person_id"', name);
    EXECUTE format('ALTER TABLE %I ALTER COLUMN "key_id" SET NOT NULL', name);
  END LOOP;
END $$;

-- Two persons sign a merge, of a pair that a person called the same; and what they signed stays as they signed it.
CREATE UNIQUE INDEX "merge_one_open" ON "person_merge" ("merged_id") WHERE "approved_at" IS NULL;
CREATE UNIQUE INDEX "merge_once" ON "person_merge" ("merged_id") WHERE "approved_at" IS NOT NULL;
ALTER TABLE "person_merge" ADD CONSTRAINT "merge_of_two" CHECK ("survivor_id" <> "merged_id");
ALTER TABLE "person_merge" ADD CONSTRAINT "merge_reason" CHECK (length("reason") > 0);
ALTER TABLE "person_merge" ADD CONSTRAINT "merge_two_persons" CHECK ("approved_by" IS NULL OR "approved_by" <> "requested_by");
ALTER TABLE "person_merge" ADD CONSTRAINT "merge_approved" CHECK (("approved_by" IS NULL) = ("approved_at" IS NULL));
CREATE TRIGGER "signed_once" BEFORE UPDATE ON "person_merge" FOR EACH ROW
  EXECUTE FUNCTION "signed_once"('approved_by', 'survivor_id', 'merged_id', 'candidate_id', 'reason', 'requested_by', 'requested_at');
CREATE FUNCTION "merge_of_same"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "duplicate_candidate" c WHERE c."id" = NEW."candidate_id" AND c."outcome" = 'SAME'
    AND c."person_a" = least(NEW."survivor_id", NEW."merged_id") AND c."person_b" = greatest(NEW."survivor_id", NEW."merged_id")) THEN
    RAISE EXCEPTION 'nobody called them the same' USING ERRCODE = 'check_violation', CONSTRAINT = 'merge_of_same';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "merge_of_same" BEFORE INSERT ON "person_merge" FOR EACH ROW EXECUTE FUNCTION "merge_of_same"();

CREATE FUNCTION "merge_is_signed"(merged uuid, survivor uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM "person_merge" m WHERE m."merged_id" = merged AND m."survivor_id" = survivor AND m."approved_by" IS NOT NULL);
$$;

-- A record is closed by a merge alone, for good; when the surviving one is merged itself, what was closed into it follows.
CREATE FUNCTION "closed_by_merge"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."merged_into" IS NOT DISTINCT FROM OLD."merged_into" THEN RETURN NEW; END IF;
  IF NEW."merged_into" IS NULL OR NOT "merge_is_signed"(coalesce(OLD."merged_into", NEW."id"), NEW."merged_into")
    OR EXISTS (SELECT 1 FROM "person" p WHERE p."id" = NEW."merged_into" AND p."merged_into" IS NOT NULL) THEN
    RAISE EXCEPTION 'no merge into that record' USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_by_merge';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "closed_by_merge" BEFORE UPDATE ON "person" FOR EACH ROW EXECUTE FUNCTION "closed_by_merge"();

-- Nothing is taken down under a closed record; a row goes to another person by a merge alone, and never to another key.
CREATE FUNCTION "person_of_row"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  closed uuid;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) -> 'key_id' IS DISTINCT FROM to_jsonb(OLD) -> 'key_id'
      OR (NEW."person_id" IS DISTINCT FROM OLD."person_id" AND NOT "merge_is_signed"(OLD."person_id", NEW."person_id")) THEN
      RAISE EXCEPTION '% belongs to another', TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = 'person_of_row';
    END IF;
    RETURN NEW;
  END IF;
  -- Waits for a merge under way, which then has closed the record.
  SELECT p."merged_into" INTO closed FROM "person" p WHERE p."id" = NEW."person_id" FOR KEY SHARE;
  IF closed IS NOT NULL OR (to_jsonb(NEW) ->> 'key_id') NOT IN (NEW."person_id"::text, CASE WHEN TG_TABLE_NAME = 'third_party_report' THEN to_jsonb(NEW) ->> 'id' ELSE '' END) THEN
    RAISE EXCEPTION 'the record is closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'person_of_row';
  END IF;
  RETURN NEW;
END $$;
ALTER TABLE "third_party_report" DROP CONSTRAINT "report_key";
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['registration', 'application', 'evidence', 'permit', 'card', 'production_attempt', 'loss_hold', 'third_party_report',
    'earlier_name'] LOOP
    EXECUTE format('CREATE TRIGGER "person_of_row" BEFORE INSERT OR UPDATE OF "person_id" %s ON %I FOR EACH ROW EXECUTE FUNCTION "person_of_row"()',
      CASE WHEN name IN ('permit', 'card') THEN '' ELSE ', "key_id"' END, name);
  END LOOP;
END $$;

-- An earlier name goes along with its person and changes in nothing else.
DROP TRIGGER "insert_only" ON "earlier_name";
CREATE TRIGGER "insert_only" BEFORE DELETE ON "earlier_name" FOR EACH ROW EXECUTE FUNCTION "insert_only"();
CREATE TRIGGER "insert_only_but_person" BEFORE UPDATE OF "decision_id", "name_sealed", "until" ON "earlier_name" FOR EACH ROW
  EXECUTE FUNCTION "insert_only"();

GRANT SELECT, INSERT ON "person_merge" TO "permit_service";
GRANT UPDATE ("approved_by", "approved_at") ON "person_merge" TO "permit_service";
GRANT UPDATE ("person_id") ON "earlier_name" TO "permit_service";
