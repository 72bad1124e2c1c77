-- CreateTable
CREATE TABLE "loss_hold" (
    "id" UUID NOT NULL,
    "card_number" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "office_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "caller_sealed" BYTEA,
    "reported_by" UUID NOT NULL,
    "reported_at" TIMESTAMPTZ NOT NULL,
    "reminded_at" TIMESTAMPTZ,
    "lifted_by" UUID,
    "lifted_at" TIMESTAMPTZ,

    CONSTRAINT "loss_hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "endorsement_reminder" (
    "permit_id" UUID NOT NULL,
    "endorsed_through" DATE NOT NULL,
    "days_before" INTEGER NOT NULL,
    "sent_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "endorsement_reminder_pkey" PRIMARY KEY ("permit_id","endorsed_through","days_before")
);

-- CreateTable
CREATE TABLE "revocation_batch" (
    "id" UUID NOT NULL,
    "office_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "requested_by" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ NOT NULL,
    "confirmed_by" UUID,
    "confirmed_at" TIMESTAMPTZ,

    CONSTRAINT "revocation_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "revocation_batch_card" (
    "batch_id" UUID NOT NULL,
    "card_number" TEXT NOT NULL,

    CONSTRAINT "revocation_batch_card_pkey" PRIMARY KEY ("batch_id","card_number")
);

-- CreateTable
CREATE TABLE "stock_removal" (
    "id" UUID NOT NULL,
    "office_id" TEXT NOT NULL,
    "chip_number" BYTEA NOT NULL,
    "to_account" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "requested_by" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ NOT NULL,
    "confirmed_by" UUID,
    "confirmed_at" TIMESTAMPTZ,

    CONSTRAINT "stock_removal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "production_batch" (
    "id" UUID NOT NULL,
    "office_id" TEXT NOT NULL,
    "proposed_by" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ NOT NULL,
    "approved_by" UUID,
    "approved_at" TIMESTAMPTZ,

    CONSTRAINT "production_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "production_batch_case" (
    "batch_id" UUID NOT NULL,
    "application_id" UUID NOT NULL,

    CONSTRAINT "production_batch_case_pkey" PRIMARY KEY ("batch_id","application_id")
);

-- CreateIndex
CREATE INDEX "loss_hold_office_id_reported_at_idx" ON "loss_hold"("office_id", "reported_at");

-- CreateIndex
CREATE INDEX "revocation_batch_office_id_requested_at_idx" ON "revocation_batch"("office_id", "requested_at");

-- CreateIndex
CREATE INDEX "stock_removal_office_id_requested_at_idx" ON "stock_removal"("office_id", "requested_at");

-- CreateIndex
CREATE INDEX "production_batch_office_id_proposed_at_idx" ON "production_batch"("office_id", "proposed_at");

-- AddForeignKey
ALTER TABLE "revocation_batch_card" ADD CONSTRAINT "revocation_batch_card_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "revocation_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "production_batch_case" ADD CONSTRAINT "production_batch_case_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "production_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "loss_hold" ADD CONSTRAINT "hold_channel" CHECK ("channel" IN ('PHONE', 'COUNTER', 'OWN'));
ALTER TABLE "loss_hold" ADD CONSTRAINT "hold_caller" CHECK ("channel" <> 'PHONE' OR "caller_sealed" IS NOT NULL);
ALTER TABLE "loss_hold" ADD CONSTRAINT "hold_lifted" CHECK (("lifted_by" IS NULL) = ("lifted_at" IS NULL));
CREATE UNIQUE INDEX "hold_one_open" ON "loss_hold" ("card_number") WHERE "lifted_at" IS NULL;
ALTER TABLE "endorsement_reminder" ADD CONSTRAINT "reminder_days" CHECK ("days_before" >= -1);

-- Two persons, and what they signed stays as they signed it.
ALTER TABLE "revocation_batch" ADD CONSTRAINT "revocation_two_persons" CHECK ("confirmed_by" IS NULL OR "confirmed_by" <> "requested_by");
ALTER TABLE "revocation_batch" ADD CONSTRAINT "revocation_confirmed" CHECK (("confirmed_by" IS NULL) = ("confirmed_at" IS NULL));
ALTER TABLE "stock_removal" ADD CONSTRAINT "removal_account" CHECK ("to_account" IN ('SPOILED', 'MISSING', 'DESTROYED'));
ALTER TABLE "stock_removal" ADD CONSTRAINT "removal_two_persons" CHECK ("confirmed_by" IS NULL OR "confirmed_by" <> "requested_by");
ALTER TABLE "stock_removal" ADD CONSTRAINT "removal_confirmed" CHECK (("confirmed_by" IS NULL) = ("confirmed_at" IS NULL));
CREATE UNIQUE INDEX "removal_one_open" ON "stock_removal" ("chip_number") WHERE "confirmed_at" IS NULL;
ALTER TABLE "production_batch" ADD CONSTRAINT "batch_two_persons" CHECK ("approved_by" IS NULL OR "approved_by" <> "proposed_by");
ALTER TABLE "production_batch" ADD CONSTRAINT "batch_approved" CHECK (("approved_by" IS NULL) = ("approved_at" IS NULL));
ALTER TABLE "stock_posting" ADD CONSTRAINT "posting_missing_two_signatures" CHECK
  ("to_account" <> 'MISSING' OR ("second_id" IS NOT NULL AND "second_id" <> "actor_id"));

-- A second signature is given once. The arguments name its column and what was signed.
CREATE FUNCTION "signed_once"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  signed text;
BEGIN
  IF to_jsonb(OLD) ->> TG_ARGV[0] IS NOT NULL THEN
    RAISE EXCEPTION '% was signed before', TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = 'signed_once';
  END IF;
  FOREACH signed IN ARRAY TG_ARGV[1:] LOOP
    IF to_jsonb(OLD) -> signed IS DISTINCT FROM to_jsonb(NEW) -> signed THEN
      RAISE EXCEPTION '%.% was signed by another', TG_TABLE_NAME, signed USING ERRCODE = 'check_violation', CONSTRAINT = 'signed_once';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
CREATE TRIGGER "signed_once" BEFORE UPDATE ON "revocation_batch" FOR EACH ROW
  EXECUTE FUNCTION "signed_once"('confirmed_by', 'office_id', 'reason', 'requested_by', 'requested_at');
CREATE TRIGGER "signed_once" BEFORE UPDATE ON "stock_removal" FOR EACH ROW
  EXECUTE FUNCTION "signed_once"('confirmed_by', 'office_id', 'chip_number', 'to_account', 'reason', 'requested_by', 'requested_at');
CREATE TRIGGER "signed_once" BEFORE UPDATE ON "production_batch" FOR EACH ROW
  EXECUTE FUNCTION "signed_once"('approved_by', 'office_id', 'proposed_by', 'proposed_at');

-- Nothing is added to a batch that was signed for twice.
CREATE FUNCTION "batch_is_open"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  is_signed boolean;
BEGIN
  EXECUTE format('SELECT %I IS NOT NULL FROM %I WHERE "id" = $1', TG_ARGV[1], TG_ARGV[0]) INTO is_signed USING NEW."batch_id";
  IF is_signed THEN
    RAISE EXCEPTION 'the batch is signed' USING ERRCODE = 'check_violation', CONSTRAINT = 'batch_is_open';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "batch_is_open" BEFORE INSERT ON "revocation_batch_card" FOR EACH ROW
  EXECUTE FUNCTION "batch_is_open"('revocation_batch', 'confirmed_by');
CREATE TRIGGER "batch_is_open" BEFORE INSERT ON "production_batch_case" FOR EACH ROW
  EXECUTE FUNCTION "batch_is_open"('production_batch', 'approved_by');

-- A card of a batch is made for a case of that batch, after two persons approved it.
CREATE FUNCTION "attempt_in_batch"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."batch_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "production_batch" b
    JOIN "production_batch_case" c ON c."batch_id" = b."id"
    WHERE b."id" = NEW."batch_id" AND b."approved_by" IS NOT NULL AND c."application_id" = NEW."application_id") THEN
    RAISE EXCEPTION 'no approved batch of this case' USING ERRCODE = 'check_violation', CONSTRAINT = 'attempt_in_batch';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "attempt_in_batch" BEFORE INSERT OR UPDATE OF "batch_id", "application_id" ON "production_attempt"
  FOR EACH ROW EXECUTE FUNCTION "attempt_in_batch"();

-- Who closes a day waits for postings and deliveries under way, and they wait for it: none slips into a closed day.
CREATE FUNCTION "stock_ledger_lock"(office text) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT hashtextextended('stock ' || office, 0);
$$;
CREATE OR REPLACE FUNCTION "post_stock"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared("stock_ledger_lock"(NEW."office_id"));
  PERFORM 1 FROM "stock_day" WHERE "office_id" = NEW."office_id" AND "day" >= NEW."day";
  IF FOUND THEN
    RAISE EXCEPTION 'the day is closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_day_closed';
  END IF;
  UPDATE "stock_serial" SET "account" = NEW."to_account", "version" = "version" + 1
    WHERE "chip_number" = NEW."chip_number" AND "office_id" = NEW."office_id" AND "account" = NEW."from_account";
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the serial is not in that account' USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_in_account';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION "take_in_open_day"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared("stock_ledger_lock"(NEW."office_id"));
  PERFORM 1 FROM "stock_day" d JOIN "office" o ON o."id" = d."office_id" WHERE d."office_id" = NEW."office_id"
    AND d."day" >= ((NEW."taken_in_at" AT TIME ZONE 'UTC') + make_interval(mins => o."utc_offset_minutes"))::date;
  IF FOUND THEN
    RAISE EXCEPTION 'the day is closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_day_closed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "take_in_open_day" BEFORE INSERT ON "stock_serial" FOR EACH ROW EXECUTE FUNCTION "take_in_open_day"();

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['endorsement_reminder', 'revocation_batch_card', 'production_batch_case'] LOOP
    EXECUTE format('CREATE TRIGGER "insert_only" BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION "insert_only"()', name);
    EXECUTE format('CREATE TRIGGER "insert_only_truncate" BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION "insert_only"()', name);
  END LOOP;
END $$;

GRANT SELECT, INSERT ON "endorsement_reminder", "revocation_batch_card", "production_batch_case" TO "permit_service";
GRANT SELECT, INSERT, UPDATE ON "loss_hold" TO "permit_service";
GRANT SELECT, INSERT ON "revocation_batch", "stock_removal", "production_batch" TO "permit_service";
GRANT UPDATE ("confirmed_by", "confirmed_at") ON "revocation_batch", "stock_removal" TO "permit_service";
GRANT UPDATE ("approved_by", "approved_at") ON "production_batch" TO "permit_service";
