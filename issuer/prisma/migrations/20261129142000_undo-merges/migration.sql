-- AlterTable
ALTER TABLE "person_merge" ADD COLUMN     "undone_at" TIMESTAMPTZ;

-- CreateTable
CREATE TABLE "merged_row" (
    "merge_id" UUID NOT NULL,
    "table_name" TEXT NOT NULL,
    "row_id" TEXT NOT NULL,
    "state" TEXT,

    CONSTRAINT "merged_row_pkey" PRIMARY KEY ("merge_id","table_name","row_id")
);

-- CreateTable
CREATE TABLE "merge_undo" (
    "id" UUID NOT NULL,
    "merge_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "requested_by" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ NOT NULL,
    "approved_by" UUID,
    "approved_at" TIMESTAMPTZ,

    CONSTRAINT "merge_undo_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "merge_undo_merge_id_key" ON "merge_undo"("merge_id");

-- What a merge moves, and what hung on it then, is listed before the second signature and stays as it was listed.
CREATE FUNCTION "listed_before_signature"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "person_merge" m WHERE m."id" = NEW."merge_id" AND m."approved_by" IS NULL) THEN
    RAISE EXCEPTION 'the merge is signed' USING ERRCODE = 'check_violation', CONSTRAINT = 'listed_before_signature';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "listed_before_signature" BEFORE INSERT ON "merged_row" FOR EACH ROW EXECUTE FUNCTION "listed_before_signature"();
CREATE TRIGGER "insert_only" BEFORE UPDATE OR DELETE ON "merged_row" FOR EACH ROW EXECUTE FUNCTION "insert_only"();
CREATE TRIGGER "insert_only_truncate" BEFORE TRUNCATE ON "merged_row" FOR EACH STATEMENT EXECUTE FUNCTION "insert_only"();

-- Two persons sign the undo of a merge that was carried out, once.
ALTER TABLE "merge_undo" ADD CONSTRAINT "undo_reason" CHECK (length("reason") > 0);
ALTER TABLE "merge_undo" ADD CONSTRAINT "undo_two_persons" CHECK ("approved_by" IS NULL OR "approved_by" <> "requested_by");
ALTER TABLE "merge_undo" ADD CONSTRAINT "undo_approved" CHECK (("approved_by" IS NULL) = ("approved_at" IS NULL));
CREATE TRIGGER "signed_once" BEFORE UPDATE ON "merge_undo" FOR EACH ROW
  EXECUTE FUNCTION "signed_once"('approved_by', 'merge_id', 'reason', 'requested_by', 'requested_at');
CREATE FUNCTION "undo_of_merge"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "person_merge" m WHERE m."id" = NEW."merge_id" AND m."approved_by" IS NOT NULL AND m."undone_at" IS NULL) THEN
    RAISE EXCEPTION 'no merge to undo' USING ERRCODE = 'check_violation', CONSTRAINT = 'undo_of_merge';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "undo_of_merge" BEFORE INSERT ON "merge_undo" FOR EACH ROW EXECUTE FUNCTION "undo_of_merge"();

-- A signed merge takes one more mark: that it was undone, by two.
DROP TRIGGER "signed_once" ON "person_merge";
CREATE TRIGGER "signed_once" BEFORE UPDATE OF "id", "survivor_id", "merged_id", "candidate_id", "reason", "requested_by", "requested_at", "approved_by", "approved_at"
  ON "person_merge" FOR EACH ROW
  EXECUTE FUNCTION "signed_once"('approved_by', 'survivor_id', 'merged_id', 'candidate_id', 'reason', 'requested_by', 'requested_at');
CREATE FUNCTION "undone_by_two"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."undone_at" IS NOT NULL OR NOT EXISTS (SELECT 1 FROM "merge_undo" u WHERE u."merge_id" = NEW."id" AND u."approved_by" IS NOT NULL) THEN
    RAISE EXCEPTION 'no signed undo of this merge' USING ERRCODE = 'check_violation', CONSTRAINT = 'undone_by_two';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "undone_by_two" BEFORE UPDATE OF "undone_at" ON "person_merge" FOR EACH ROW EXECUTE FUNCTION "undone_by_two"();
DROP INDEX "merge_once";
CREATE UNIQUE INDEX "merge_once" ON "person_merge" ("merged_id") WHERE "approved_at" IS NOT NULL AND "undone_at" IS NULL;

CREATE OR REPLACE FUNCTION "merge_is_signed"(merged uuid, survivor uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM "person_merge" m WHERE m."merged_id" = $1 AND m."survivor_id" = $2
    AND m."approved_by" IS NOT NULL AND m."undone_at" IS NULL);
$$;
-- Whether a row goes back by a signed undo: out of that record into the other, and only what the merge had listed.
CREATE FUNCTION "unmerge_is_signed"(survivor uuid, merged uuid, listed_table text, listed_row text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM "person_merge" m JOIN "merge_undo" u ON u."merge_id" = m."id" JOIN "merged_row" r ON r."merge_id" = m."id"
    WHERE m."survivor_id" = $1 AND m."merged_id" = $2 AND m."undone_at" IS NULL AND u."approved_by" IS NOT NULL
      AND r."table_name" = $3 AND r."row_id" = $4);
$$;

-- A record is closed by a merge alone, and opened again by its undo; what was closed into it goes along both ways.
CREATE OR REPLACE FUNCTION "closed_by_merge"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."merged_into" IS NOT DISTINCT FROM OLD."merged_into" THEN RETURN NEW; END IF;
  IF EXISTS (SELECT 1 FROM "person" p WHERE p."id" = NEW."merged_into" AND p."merged_into" IS NOT NULL) OR NOT (
    (NEW."merged_into" IS NOT NULL AND "merge_is_signed"(coalesce(OLD."merged_into", NEW."id"), NEW."merged_into"))
    OR "unmerge_is_signed"(OLD."merged_into", coalesce(NEW."merged_into", NEW."id"), 'person', NEW."id"::text)) THEN
    RAISE EXCEPTION 'no merge into that record' USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_by_merge';
  END IF;
  RETURN NEW;
END $$;

-- Nothing is taken down under a closed record; a row goes to another person by a merge or its undo, and never to another key.
CREATE OR REPLACE FUNCTION "person_of_row"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  closed uuid;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) -> 'key_id' IS DISTINCT FROM to_jsonb(OLD) -> 'key_id'
      OR (NEW."person_id" IS DISTINCT FROM OLD."person_id" AND NOT "merge_is_signed"(OLD."person_id", NEW."person_id")
        AND NOT "unmerge_is_signed"(OLD."person_id", NEW."person_id", TG_TABLE_NAME,
          coalesce(to_jsonb(OLD) ->> 'id', to_jsonb(OLD) ->> 'card_number', to_jsonb(OLD) ->> 'decision_id'))) THEN
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

GRANT SELECT, INSERT ON "merged_row", "merge_undo" TO "permit_service";
GRANT UPDATE ("approved_by", "approved_at") ON "merge_undo" TO "permit_service";
GRANT UPDATE ("undone_at") ON "person_merge" TO "permit_service";
