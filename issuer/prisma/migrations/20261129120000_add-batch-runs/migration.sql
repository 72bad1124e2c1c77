-- CreateTable
CREATE TABLE "batch_run" (
    "batch_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "max_failures" INTEGER NOT NULL,
    "failures" INTEGER NOT NULL,
    "stop_reason" TEXT,
    "stop_code" TEXT,
    "started_by" UUID NOT NULL,
    "started_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "batch_run_pkey" PRIMARY KEY ("batch_id")
);

-- CreateTable
CREATE TABLE "batch_run_reader" (
    "batch_id" UUID NOT NULL,
    "agent" TEXT NOT NULL,
    "reader" TEXT NOT NULL,
    "is_active" BOOLEAN NOT NULL,
    "ticket" UUID,

    CONSTRAINT "batch_run_reader_pkey" PRIMARY KEY ("batch_id","agent","reader")
);

-- CreateTable
CREATE TABLE "batch_run_card" (
    "batch_id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "agent" TEXT,
    "reader" TEXT,
    "last_code" TEXT,

    CONSTRAINT "batch_run_card_pkey" PRIMARY KEY ("batch_id","application_id")
);

-- AddForeignKey
ALTER TABLE "batch_run" ADD CONSTRAINT "batch_run_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "production_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "batch_run_reader" ADD CONSTRAINT "batch_run_reader_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "batch_run"("batch_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "batch_run_card" ADD CONSTRAINT "batch_run_card_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "batch_run"("batch_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "batch_run_card" ADD CONSTRAINT "batch_run_card_batch_id_application_id_fkey" FOREIGN KEY ("batch_id", "application_id") REFERENCES "production_batch_case"("batch_id", "application_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The tables of domain/lifecycles; a test holds both together.
INSERT INTO "lifecycle_transition" ("machine", "from_state", "to_state") VALUES
  ('BATCH_RUN', '', 'RUNNING'),
  ('BATCH_RUN', 'RUNNING', 'STOPPED'),
  ('BATCH_RUN', 'RUNNING', 'FINISHED'),
  ('BATCH_RUN', 'STOPPED', 'RUNNING'),
  ('BATCH_CARD', '', 'WAITING'),
  ('BATCH_CARD', 'WAITING', 'TAKEN'),
  ('BATCH_CARD', 'TAKEN', 'WAITING'),
  ('BATCH_CARD', 'TAKEN', 'MADE'),
  ('BATCH_CARD', 'TAKEN', 'SET_ASIDE'),
  ('BATCH_CARD', 'TAKEN', 'LEFT'),
  ('BATCH_CARD', 'SET_ASIDE', 'WAITING'),
  ('BATCH_CARD', 'LEFT', 'WAITING');
CREATE TRIGGER "lifecycle" BEFORE INSERT OR UPDATE OF "state" ON "batch_run" FOR EACH ROW EXECUTE FUNCTION "check_lifecycle"('BATCH_RUN', 'state');
CREATE TRIGGER "lifecycle" BEFORE INSERT OR UPDATE OF "state" ON "batch_run_card" FOR EACH ROW EXECUTE FUNCTION "check_lifecycle"('BATCH_CARD', 'state');

ALTER TABLE "batch_run" ADD CONSTRAINT "run_failures" CHECK ("max_failures" > 0 AND "failures" BETWEEN 0 AND "max_failures");
ALTER TABLE "batch_run" ADD CONSTRAINT "run_stopped" CHECK (("state" = 'STOPPED') = ("stop_reason" IS NOT NULL));
ALTER TABLE "batch_run" ADD CONSTRAINT "run_stop_reason" CHECK ("stop_reason" IN ('ASKED', 'FAILURES', 'FAULT', 'REST'));
ALTER TABLE "batch_run_card" ADD CONSTRAINT "run_card_reader" CHECK (("agent" IS NULL) = ("reader" IS NULL));
ALTER TABLE "batch_run_card" ADD CONSTRAINT "run_card_taken" CHECK ("state" <> 'TAKEN' OR "reader" IS NOT NULL);
-- One reader works for one batch, and has one card of it at a time.
CREATE UNIQUE INDEX "run_reader_in_one" ON "batch_run_reader" ("agent", "reader") WHERE "is_active";
CREATE UNIQUE INDEX "run_card_one_at_reader" ON "batch_run_card" ("batch_id", "agent", "reader") WHERE "state" = 'TAKEN';

-- Nothing is made of a batch that two persons have not signed.
CREATE FUNCTION "run_is_signed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "production_batch" b WHERE b."id" = NEW."batch_id" AND b."approved_by" IS NOT NULL) THEN
    RAISE EXCEPTION 'the batch is not signed' USING ERRCODE = 'check_violation', CONSTRAINT = 'run_is_signed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "run_is_signed" BEFORE INSERT ON "batch_run" FOR EACH ROW EXECUTE FUNCTION "run_is_signed"();

GRANT SELECT, INSERT ON "batch_run", "batch_run_reader", "batch_run_card" TO "permit_service";
GRANT UPDATE ("state", "max_failures", "failures", "stop_reason", "stop_code", "started_by", "started_at") ON "batch_run" TO "permit_service";
GRANT UPDATE ("is_active", "ticket") ON "batch_run_reader" TO "permit_service";
GRANT UPDATE ("state", "agent", "reader", "last_code") ON "batch_run_card" TO "permit_service";
