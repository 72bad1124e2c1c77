-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "office" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "jurisdiction" TEXT NOT NULL,
    "utc_offset_minutes" INTEGER NOT NULL DEFAULT 480,
    "last_case" INTEGER NOT NULL DEFAULT 0,
    "last_permit" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "office_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_set" (
    "jurisdiction" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "rules" JSONB NOT NULL,
    "effective_from" DATE NOT NULL,
    "published_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "policy_set_pkey" PRIMARY KEY ("jurisdiction","version")
);

-- CreateTable
CREATE TABLE "lifecycle_transition" (
    "machine" TEXT NOT NULL,
    "from_state" TEXT NOT NULL,
    "to_state" TEXT NOT NULL,

    CONSTRAINT "lifecycle_transition_pkey" PRIMARY KEY ("machine","from_state","to_state")
);

-- CreateTable
CREATE TABLE "lifecycle_move" (
    "id" BIGSERIAL NOT NULL,
    "machine" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "from_state" TEXT,
    "to_state" TEXT NOT NULL,
    "actor_id" UUID,
    "reason" TEXT NOT NULL,
    "rule_version" TEXT,
    "at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "lifecycle_move_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "office_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "pinyin" TEXT NOT NULL,
    "birth_date" DATE NOT NULL,
    "citizen_id_index" BYTEA,
    "citizen_id_sealed" BYTEA,
    "details_sealed" BYTEA,
    "is_sealed" BOOLEAN NOT NULL DEFAULT false,
    "died_on" DATE,
    "erased_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "registration" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "office_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "address_sealed" BYTEA,
    "from_date" DATE NOT NULL,
    "to_date" DATE,
    "source" TEXT NOT NULL,
    "entered_by" UUID NOT NULL,
    "verified_by" UUID,
    "created_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "registration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duplicate_candidate" (
    "id" UUID NOT NULL,
    "person_a" UUID NOT NULL,
    "person_b" UUID NOT NULL,
    "found_at" TIMESTAMPTZ NOT NULL,
    "outcome" TEXT,
    "reason" TEXT,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ,

    CONSTRAINT "duplicate_candidate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "office_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "permit_id" UUID,
    "door" TEXT NOT NULL,
    "entered_by" UUID NOT NULL,
    "proxy_sealed" BYTEA,
    "created_at" TIMESTAMPTZ NOT NULL,
    "submitted_at" TIMESTAMPTZ,
    "accepted_at" TIMESTAMPTZ,
    "due_on" DATE,
    "extended_for" TEXT,
    "supplement_at" TIMESTAMPTZ,
    "waiting_since" TIMESTAMPTZ,
    "policy_version" TEXT NOT NULL,
    "eligibility" JSONB,
    "is_own_error" BOOLEAN NOT NULL DEFAULT false,
    "taken_by" UUID,
    "taken_at" TIMESTAMPTZ,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application_fact" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "value_sealed" BYTEA NOT NULL,
    "said_by" TEXT NOT NULL,
    "reporter_id" UUID,
    "evidence_id" UUID,
    "said_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "application_fact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "application_id" UUID,
    "type" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "address" BYTEA NOT NULL,
    "source" TEXT NOT NULL,
    "added_by" UUID NOT NULL,
    "added_at" TIMESTAMPTZ NOT NULL,
    "retain_until" DATE NOT NULL,
    "removed_at" TIMESTAMPTZ,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "reasons" JSONB NOT NULL,
    "service_class" INTEGER,
    "rule_version" TEXT NOT NULL,
    "decider_id" UUID NOT NULL,
    "second_id" UUID,
    "decided_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appeal" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "grounds_sealed" BYTEA NOT NULL,
    "filed_by" UUID NOT NULL,
    "filed_at" TIMESTAMPTZ NOT NULL,
    "due_on" DATE NOT NULL,
    "outcome" TEXT,
    "reasons" JSONB,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ,

    CONSTRAINT "appeal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fee" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "office_id" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "rule_version" TEXT NOT NULL,
    "amount_fen" INTEGER NOT NULL,
    "waived_for" TEXT,
    "receipt_number" TEXT,
    "paid_at" TIMESTAMPTZ,
    "taken_by" UUID,

    CONSTRAINT "fee_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "permit" (
    "id" UUID NOT NULL,
    "permit_ref" BYTEA NOT NULL,
    "number" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "office_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "issued_on" DATE NOT NULL,
    "residence_since" DATE NOT NULL,
    "continuous_months" INTEGER NOT NULL,
    "grounds" INTEGER[],
    "service_class" INTEGER NOT NULL,
    "endorsed_through" DATE,
    "terminated_for" TEXT,
    "terminated_at" TIMESTAMPTZ,
    "portrait_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "permit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "endorsement" (
    "id" UUID NOT NULL,
    "permit_id" UUID NOT NULL,
    "application_id" UUID,
    "card_number" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "window_from" DATE NOT NULL,
    "endorsed_through" DATE NOT NULL,
    "is_late" BOOLEAN NOT NULL,
    "lapsed_from" DATE,
    "lapsed_through" DATE,
    "lapse_rule" TEXT,
    "at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "endorsement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "card" (
    "card_number" TEXT NOT NULL,
    "permit_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "office_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "status_uri" TEXT NOT NULL,
    "status_index" INTEGER NOT NULL,
    "chip_number" BYTEA,
    "device_key" BYTEA,
    "receipt_key" BYTEA,
    "endorsement_version" INTEGER,
    "window_from" DATE,
    "endorsed_through" DATE,
    "reserved_version" INTEGER,
    "replaces" TEXT,
    "quarantine_reason" TEXT,
    "quarantined_at" TIMESTAMPTZ,
    "standing_changed_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "card_pkey" PRIMARY KEY ("card_number")
);

-- CreateTable
CREATE TABLE "status_list_opened" (
    "number" INTEGER NOT NULL,
    "uri" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "status_list_opened_pkey" PRIMARY KEY ("number")
);

-- CreateIndex
CREATE UNIQUE INDEX "status_list_opened_uri_key" ON "status_list_opened"("uri");

-- CreateTable
CREATE TABLE "production_attempt" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "card_number" TEXT NOT NULL,
    "office_id" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "batch_id" UUID,
    "job_sealed" BYTEA,
    "job_step" TEXT,
    "can_sealed" BYTEA,
    "puk_sealed" BYTEA,
    "leased_by" TEXT,
    "leased_until" TIMESTAMPTZ,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "last_code" TEXT,
    "read_back_at" TIMESTAMPTZ,
    "checked_by" UUID,
    "checked_at" TIMESTAMPTZ,
    "held_at" TEXT,
    "held_since" TIMESTAMPTZ,
    "handed_over_by" UUID,
    "handed_over_at" TIMESTAMPTZ,
    "collector_sealed" BYTEA,
    "activated_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "production_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_serial" (
    "chip_number" BYTEA NOT NULL,
    "batch" TEXT NOT NULL,
    "office_id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "card_number" TEXT,
    "taken_in_at" TIMESTAMPTZ NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "stock_serial_pkey" PRIMARY KEY ("chip_number")
);

-- CreateTable
CREATE TABLE "stock_posting" (
    "id" BIGSERIAL NOT NULL,
    "chip_number" BYTEA NOT NULL,
    "office_id" TEXT NOT NULL,
    "from_account" TEXT NOT NULL,
    "to_account" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "actor_id" UUID NOT NULL,
    "second_id" UUID,
    "at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "stock_posting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_day" (
    "office_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "counts" JSONB NOT NULL,
    "closed_by" UUID NOT NULL,
    "closed_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "stock_day_pkey" PRIMARY KEY ("office_id","day")
);

-- CreateTable
CREATE TABLE "catalogue_version" (
    "version" INTEGER NOT NULL,
    "kinds" JSONB NOT NULL,
    "published_by" UUID NOT NULL,
    "published_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "catalogue_version_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "permit_grant" (
    "id" UUID NOT NULL,
    "grant_ref" BYTEA NOT NULL,
    "permit_id" UUID NOT NULL,
    "grantor" TEXT NOT NULL,
    "data_group" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "catalogue_version" INTEGER NOT NULL,
    "from_date" DATE NOT NULL,
    "through_date" DATE NOT NULL,
    "use_limit" INTEGER,
    "period_days" INTEGER,
    "grade" INTEGER,
    "state" TEXT NOT NULL,
    "instruction" BYTEA NOT NULL,
    "instruction_ref" TEXT NOT NULL,
    "entered_by" UUID NOT NULL,
    "approved_by" UUID,
    "entered_at" TIMESTAMPTZ NOT NULL,
    "approved_at" TIMESTAMPTZ,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "permit_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grantor_record" (
    "permit_id" UUID NOT NULL,
    "data_group" INTEGER NOT NULL,
    "grantor" TEXT NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "grantor_record_pkey" PRIMARY KEY ("permit_id","data_group","grantor")
);

-- CreateTable
CREATE TABLE "card_record" (
    "card_number" TEXT NOT NULL,
    "data_group" INTEGER NOT NULL,
    "grantor" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "written_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "card_record_pkey" PRIMARY KEY ("card_number","data_group","grantor")
);

-- CreateTable
CREATE TABLE "grant_use" (
    "grant_id" UUID NOT NULL,
    "period" INTEGER NOT NULL,
    "used" INTEGER NOT NULL,
    "settled_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "grant_use_pkey" PRIMARY KEY ("grant_id","period")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "office_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    "process_at" TIMESTAMPTZ NOT NULL,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject_tag" BYTEA,
    "case_number" TEXT,
    "object" TEXT,
    "purpose" TEXT,
    "reason" TEXT,
    "body_hash" BYTEA,
    "request_id" TEXT,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "lifecycle_move_machine_subject_id_idx" ON "lifecycle_move"("machine", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_one_per_citizen_id" ON "person"("citizen_id_index");

-- CreateIndex
CREATE INDEX "person_birth_date_idx" ON "person"("birth_date");

-- CreateIndex
CREATE INDEX "registration_person_id_idx" ON "registration"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "duplicate_candidate_person_a_person_b_key" ON "duplicate_candidate"("person_a", "person_b");

-- CreateIndex
CREATE UNIQUE INDEX "application_number_key" ON "application"("number");

-- CreateIndex
CREATE INDEX "application_office_id_state_due_on_idx" ON "application"("office_id", "state", "due_on");

-- CreateIndex
CREATE INDEX "application_person_id_idx" ON "application"("person_id");

-- CreateIndex
CREATE INDEX "application_fact_application_id_idx" ON "application_fact"("application_id");

-- CreateIndex
CREATE INDEX "evidence_application_id_idx" ON "evidence"("application_id");

-- CreateIndex
CREATE INDEX "evidence_retain_until_idx" ON "evidence"("retain_until");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_person_id_application_id_type_address_key" ON "evidence"("person_id", "application_id", "type", "address");

-- CreateIndex
CREATE INDEX "decision_application_id_idx" ON "decision"("application_id");

-- CreateIndex
CREATE INDEX "appeal_application_id_idx" ON "appeal"("application_id");

-- CreateIndex
CREATE UNIQUE INDEX "fee_receipt_number_key" ON "fee"("receipt_number");

-- CreateIndex
CREATE INDEX "fee_application_id_idx" ON "fee"("application_id");

-- CreateIndex
CREATE UNIQUE INDEX "permit_permit_ref_key" ON "permit"("permit_ref");

-- CreateIndex
CREATE UNIQUE INDEX "permit_number_key" ON "permit"("number");

-- CreateIndex
CREATE INDEX "permit_person_id_idx" ON "permit"("person_id");

-- CreateIndex
CREATE INDEX "permit_endorsed_through_idx" ON "permit"("endorsed_through");

-- CreateIndex
CREATE INDEX "endorsement_permit_id_idx" ON "endorsement"("permit_id");

-- CreateIndex
CREATE UNIQUE INDEX "endorsement_card_number_version_key" ON "endorsement"("card_number", "version");

-- CreateIndex
CREATE UNIQUE INDEX "card_chip_number_key" ON "card"("chip_number");

-- CreateIndex
CREATE INDEX "card_permit_id_idx" ON "card"("permit_id");

-- CreateIndex
CREATE INDEX "card_person_id_idx" ON "card"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "card_status_uri_status_index_key" ON "card"("status_uri", "status_index");

-- CreateIndex
CREATE UNIQUE INDEX "production_attempt_card_number_key" ON "production_attempt"("card_number");

-- CreateIndex
CREATE INDEX "production_attempt_application_id_idx" ON "production_attempt"("application_id");

-- CreateIndex
CREATE INDEX "production_attempt_office_id_state_idx" ON "production_attempt"("office_id", "state");

-- CreateIndex
CREATE INDEX "stock_serial_office_id_account_idx" ON "stock_serial"("office_id", "account");

-- CreateIndex
CREATE INDEX "stock_posting_office_id_day_idx" ON "stock_posting"("office_id", "day");

-- CreateIndex
CREATE INDEX "stock_posting_chip_number_idx" ON "stock_posting"("chip_number");

-- CreateIndex
CREATE UNIQUE INDEX "permit_grant_grant_ref_key" ON "permit_grant"("grant_ref");

-- CreateIndex
CREATE INDEX "permit_grant_permit_id_idx" ON "permit_grant"("permit_id");

-- CreateIndex
CREATE UNIQUE INDEX "permit_grant_grantor_instruction_ref_key" ON "permit_grant"("grantor", "instruction_ref");

-- CreateIndex
CREATE INDEX "audit_event_subject_tag_idx" ON "audit_event"("subject_tag");

-- CreateIndex
CREATE INDEX "audit_event_office_id_id_idx" ON "audit_event"("office_id", "id");

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_permit_id_fkey" FOREIGN KEY ("permit_id") REFERENCES "permit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_fact" ADD CONSTRAINT "application_fact_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "permit" ADD CONSTRAINT "permit_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "endorsement" ADD CONSTRAINT "endorsement_permit_id_fkey" FOREIGN KEY ("permit_id") REFERENCES "permit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "card" ADD CONSTRAINT "card_permit_id_fkey" FOREIGN KEY ("permit_id") REFERENCES "permit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "production_attempt" ADD CONSTRAINT "production_attempt_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "production_attempt" ADD CONSTRAINT "production_attempt_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "production_attempt" ADD CONSTRAINT "production_attempt_card_number_fkey" FOREIGN KEY ("card_number") REFERENCES "card"("card_number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_posting" ADD CONSTRAINT "stock_posting_chip_number_fkey" FOREIGN KEY ("chip_number") REFERENCES "stock_serial"("chip_number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "permit_grant" ADD CONSTRAINT "permit_grant_permit_id_fkey" FOREIGN KEY ("permit_id") REFERENCES "permit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grantor_record" ADD CONSTRAINT "grantor_record_permit_id_fkey" FOREIGN KEY ("permit_id") REFERENCES "permit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant_use" ADD CONSTRAINT "grant_use_grant_id_fkey" FOREIGN KEY ("grant_id") REFERENCES "permit_grant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The tables of domain/lifecycles; a test holds both together.
INSERT INTO "lifecycle_transition" ("machine", "from_state", "to_state") VALUES
  ('REGISTRATION', '', 'DECLARED'),
  ('REPORT', '', 'RECEIVED'),
  ('APPLICATION', '', 'DRAFT'),
  ('APPLICATION', '', 'SUBMITTED'),
  ('PERMIT', '', 'IN_FORCE'),
  ('CARD', '', 'BLANK'),
  ('GRANT', '', 'PROPOSED'),
  ('STOCK', '', 'VAULT'),
  ('PERSONALISATION', '', 'RESERVED'),
  ('APPEAL', '', 'FILED'),
  ('TERMINAL', '', 'REQUESTED'),
  ('REGISTRATION', 'DECLARED', 'VERIFIED'),
  ('REGISTRATION', 'DECLARED', 'REJECTED'),
  ('REGISTRATION', 'VERIFIED', 'CURRENT'),
  ('REGISTRATION', 'VERIFIED', 'ENDED'),
  ('REGISTRATION', 'VERIFIED', 'REJECTED'),
  ('REGISTRATION', 'CURRENT', 'CHANGED'),
  ('REGISTRATION', 'CURRENT', 'ENDED'),
  ('REPORT', 'RECEIVED', 'VALIDATED'),
  ('REPORT', 'RECEIVED', 'REJECTED'),
  ('REPORT', 'VALIDATED', 'MATCHED'),
  ('REPORT', 'VALIDATED', 'NEW'),
  ('REPORT', 'VALIDATED', 'CONFLICT'),
  ('REPORT', 'MATCHED', 'CONFIRMED'),
  ('REPORT', 'MATCHED', 'DISPUTED'),
  ('REPORT', 'MATCHED', 'REJECTED'),
  ('REPORT', 'NEW', 'CONFIRMED'),
  ('REPORT', 'NEW', 'DISPUTED'),
  ('REPORT', 'NEW', 'REJECTED'),
  ('REPORT', 'CONFLICT', 'CONFIRMED'),
  ('REPORT', 'CONFLICT', 'DISPUTED'),
  ('REPORT', 'CONFLICT', 'REJECTED'),
  ('REPORT', 'CONFIRMED', 'APPLIED'),
  ('REPORT', 'CONFIRMED', 'DISPUTED'),
  ('REPORT', 'CONFIRMED', 'REJECTED'),
  ('REPORT', 'DISPUTED', 'CONFIRMED'),
  ('REPORT', 'DISPUTED', 'REJECTED'),
  ('APPLICATION', 'DRAFT', 'SUBMITTED'),
  ('APPLICATION', 'DRAFT', 'WITHDRAWN'),
  ('APPLICATION', 'SUBMITTED', 'SUPPLEMENT_REQUESTED'),
  ('APPLICATION', 'SUBMITTED', 'ACCEPTED'),
  ('APPLICATION', 'SUBMITTED', 'WITHDRAWN'),
  ('APPLICATION', 'SUPPLEMENT_REQUESTED', 'SUBMITTED'),
  ('APPLICATION', 'SUPPLEMENT_REQUESTED', 'WITHDRAWN'),
  ('APPLICATION', 'SUPPLEMENT_REQUESTED', 'LAPSED'),
  ('APPLICATION', 'ACCEPTED', 'IN_REVIEW'),
  ('APPLICATION', 'ACCEPTED', 'WITHDRAWN'),
  ('APPLICATION', 'IN_REVIEW', 'APPROVED'),
  ('APPLICATION', 'IN_REVIEW', 'REFUSED'),
  ('APPLICATION', 'IN_REVIEW', 'WITHDRAWN'),
  ('APPLICATION', 'APPROVED', 'IN_PRODUCTION'),
  ('APPLICATION', 'APPROVED', 'CLOSED'),
  ('APPLICATION', 'APPROVED', 'WITHDRAWN'),
  ('APPLICATION', 'REFUSED', 'IN_REVIEW'),
  ('APPLICATION', 'REFUSED', 'CLOSED'),
  ('APPLICATION', 'IN_PRODUCTION', 'QUALITY_CHECK'),
  ('APPLICATION', 'IN_PRODUCTION', 'LAPSED'),
  ('APPLICATION', 'QUALITY_CHECK', 'READY'),
  ('APPLICATION', 'QUALITY_CHECK', 'IN_PRODUCTION'),
  ('APPLICATION', 'QUALITY_CHECK', 'LAPSED'),
  ('APPLICATION', 'READY', 'DELIVERED'),
  ('APPLICATION', 'READY', 'IN_PRODUCTION'),
  ('APPLICATION', 'READY', 'LAPSED'),
  ('APPLICATION', 'DELIVERED', 'CLOSED'),
  ('APPLICATION', 'DELIVERED', 'IN_PRODUCTION'),
  ('PERMIT', 'IN_FORCE', 'TERMINATED'),
  ('CARD', 'BLANK', 'PERSONALISED'),
  ('CARD', 'BLANK', 'QUARANTINED'),
  ('CARD', 'BLANK', 'SPOILED'),
  ('CARD', 'PERSONALISED', 'CHECKED'),
  ('CARD', 'PERSONALISED', 'QUARANTINED'),
  ('CARD', 'CHECKED', 'ACTIVE'),
  ('CARD', 'CHECKED', 'QUARANTINED'),
  ('CARD', 'CHECKED', 'REVOKED'),
  ('CARD', 'ACTIVE', 'LOST_HOLD'),
  ('CARD', 'ACTIVE', 'REPLACED'),
  ('CARD', 'ACTIVE', 'RETURNED'),
  ('CARD', 'ACTIVE', 'REVOKED'),
  ('CARD', 'LOST_HOLD', 'ACTIVE'),
  ('CARD', 'LOST_HOLD', 'REPLACED'),
  ('CARD', 'LOST_HOLD', 'RETURNED'),
  ('CARD', 'LOST_HOLD', 'REVOKED'),
  ('CARD', 'QUARANTINED', 'SPOILED'),
  ('CARD', 'SPOILED', 'DESTROYED'),
  ('CARD', 'REPLACED', 'DESTROYED'),
  ('CARD', 'RETURNED', 'DESTROYED'),
  ('CARD', 'REVOKED', 'DESTROYED'),
  ('GRANT', 'PROPOSED', 'GRANTED'),
  ('GRANT', 'PROPOSED', 'DECLINED'),
  ('GRANT', 'GRANTED', 'ACTIVE'),
  ('GRANT', 'GRANTED', 'EXPIRED'),
  ('GRANT', 'GRANTED', 'REVOKED'),
  ('GRANT', 'ACTIVE', 'EXHAUSTED'),
  ('GRANT', 'ACTIVE', 'EXPIRED'),
  ('GRANT', 'ACTIVE', 'REVOKED'),
  ('STOCK', 'VAULT', 'COUNTER'),
  ('STOCK', 'VAULT', 'PRODUCTION'),
  ('STOCK', 'VAULT', 'SPOILED'),
  ('STOCK', 'VAULT', 'MISSING'),
  ('STOCK', 'COUNTER', 'VAULT'),
  ('STOCK', 'COUNTER', 'PRODUCTION'),
  ('STOCK', 'COUNTER', 'SPOILED'),
  ('STOCK', 'COUNTER', 'MISSING'),
  ('STOCK', 'PRODUCTION', 'COUNTER'),
  ('STOCK', 'PRODUCTION', 'VAULT'),
  ('STOCK', 'PRODUCTION', 'HELD'),
  ('STOCK', 'PRODUCTION', 'QUARANTINE'),
  ('STOCK', 'PRODUCTION', 'SPOILED'),
  ('STOCK', 'PRODUCTION', 'MISSING'),
  ('STOCK', 'HELD', 'HANDED_OVER'),
  ('STOCK', 'HELD', 'QUARANTINE'),
  ('STOCK', 'HELD', 'RETURNED'),
  ('STOCK', 'HELD', 'MISSING'),
  ('STOCK', 'HANDED_OVER', 'HELD'),
  ('STOCK', 'HANDED_OVER', 'QUARANTINE'),
  ('STOCK', 'HANDED_OVER', 'RETURNED'),
  ('STOCK', 'QUARANTINE', 'SPOILED'),
  ('STOCK', 'QUARANTINE', 'MISSING'),
  ('STOCK', 'SPOILED', 'DESTROYED'),
  ('STOCK', 'SPOILED', 'MISSING'),
  ('STOCK', 'RETURNED', 'DESTROYED'),
  ('STOCK', 'RETURNED', 'MISSING'),
  ('STOCK', 'MISSING', 'QUARANTINE'),
  ('PERSONALISATION', 'RESERVED', 'SIGNED'),
  ('PERSONALISATION', 'RESERVED', 'RELEASED'),
  ('PERSONALISATION', 'RESERVED', 'QUARANTINED'),
  ('PERSONALISATION', 'SIGNED', 'WRITING'),
  ('PERSONALISATION', 'SIGNED', 'QUARANTINED'),
  ('PERSONALISATION', 'WRITING', 'WRITTEN'),
  ('PERSONALISATION', 'WRITING', 'QUARANTINED'),
  ('PERSONALISATION', 'WRITTEN', 'READ_BACK'),
  ('PERSONALISATION', 'WRITTEN', 'QUARANTINED'),
  ('PERSONALISATION', 'READ_BACK', 'QA_OK'),
  ('PERSONALISATION', 'READ_BACK', 'QUARANTINED'),
  ('PERSONALISATION', 'QA_OK', 'HELD'),
  ('PERSONALISATION', 'QA_OK', 'QUARANTINED'),
  ('PERSONALISATION', 'HELD', 'HANDED_OVER'),
  ('PERSONALISATION', 'HELD', 'LAPSED'),
  ('PERSONALISATION', 'HELD', 'QUARANTINED'),
  ('PERSONALISATION', 'HANDED_OVER', 'ACTIVE'),
  ('PERSONALISATION', 'HANDED_OVER', 'HELD'),
  ('PERSONALISATION', 'HANDED_OVER', 'QUARANTINED'),
  ('PERSONALISATION', 'QUARANTINED', 'SPOILED'),
  ('APPEAL', 'FILED', 'ADMITTED'),
  ('APPEAL', 'FILED', 'INADMISSIBLE'),
  ('APPEAL', 'FILED', 'WITHDRAWN'),
  ('APPEAL', 'ADMITTED', 'UPHELD'),
  ('APPEAL', 'ADMITTED', 'DISMISSED'),
  ('APPEAL', 'ADMITTED', 'WITHDRAWN'),
  ('TERMINAL', 'REQUESTED', 'APPROVED'),
  ('TERMINAL', 'REQUESTED', 'DECLINED'),
  ('TERMINAL', 'APPROVED', 'CERTIFIED'),
  ('TERMINAL', 'APPROVED', 'REVOKED'),
  ('TERMINAL', 'CERTIFIED', 'REVOKED');

-- What the tables alone cannot say. Each guard stands in the database, so that no program of the office can pass it by.

-- Searching: name by prefix in any script, pinyin by prefix.
CREATE INDEX "person_name_prefix" ON "person" ("name" text_pattern_ops);
CREATE INDEX "person_pinyin_prefix" ON "person" ("pinyin" text_pattern_ops);

-- One person, one live permit, one live card; one first application at a time.
CREATE UNIQUE INDEX "permit_one_in_force" ON "permit" ("person_id") WHERE "state" = 'IN_FORCE';
CREATE UNIQUE INDEX "card_one_live" ON "card" ("person_id") WHERE "state" IN ('ACTIVE', 'LOST_HOLD');
CREATE UNIQUE INDEX "card_one_in_production" ON "card" ("person_id") WHERE "state" IN ('BLANK', 'PERSONALISED', 'CHECKED');
CREATE UNIQUE INDEX "application_one_open_first" ON "application" ("person_id")
  WHERE "kind" = 'FIRST' AND "state" NOT IN ('CLOSED', 'REFUSED', 'WITHDRAWN', 'LAPSED');
CREATE UNIQUE INDEX "attempt_one_open" ON "production_attempt" ("application_id")
  WHERE "state" NOT IN ('RELEASED', 'ACTIVE', 'SPOILED', 'QUARANTINED', 'LAPSED');

ALTER TABLE "application" ADD CONSTRAINT "application_kind" CHECK ("kind" IN
  ('FIRST', 'EXCHANGE_DAMAGED', 'REISSUE_LOST', 'CHANGE_DATA', 'ENDORSE', 'CANCEL', 'CORRECT_ERROR'));
ALTER TABLE "application" ADD CONSTRAINT "application_door" CHECK ("door" IN ('COUNTER', 'HOLDER', 'EMPLOYER', 'LANDLORD'));
ALTER TABLE "application" ADD CONSTRAINT "application_permit_known" CHECK ("kind" = 'FIRST' OR "permit_id" IS NOT NULL);
ALTER TABLE "decision" ADD CONSTRAINT "decision_outcome" CHECK ("outcome" IN ('APPROVED', 'REFUSED'));
ALTER TABLE "decision" ADD CONSTRAINT "decision_reasons" CHECK ("outcome" <> 'REFUSED' OR jsonb_array_length("reasons") > 0);
ALTER TABLE "decision" ADD CONSTRAINT "decision_two_persons" CHECK ("second_id" IS NULL OR "second_id" <> "decider_id");
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_outcome" CHECK ("outcome" IS NULL OR ("outcome" IN ('UPHELD', 'DISMISSED') AND "decided_by" IS NOT NULL));
ALTER TABLE "duplicate_candidate" ADD CONSTRAINT "duplicate_decided" CHECK
  ("outcome" IS NULL OR ("outcome" IN ('SAME', 'DIFFERENT') AND "decided_by" IS NOT NULL AND length("reason") > 0));
ALTER TABLE "duplicate_candidate" ADD CONSTRAINT "duplicate_ordered" CHECK ("person_a" < "person_b");
ALTER TABLE "registration" ADD CONSTRAINT "registration_interval" CHECK ("to_date" IS NULL OR "to_date" >= "from_date");
ALTER TABLE "registration" ADD CONSTRAINT "registration_two_persons" CHECK ("verified_by" IS NULL OR "verified_by" <> "entered_by");
ALTER TABLE "fee" ADD CONSTRAINT "fee_amount" CHECK ("amount_fen" >= 0);
ALTER TABLE "fee" ADD CONSTRAINT "fee_paid" CHECK ("paid_at" IS NULL OR ("receipt_number" IS NOT NULL AND "taken_by" IS NOT NULL));
ALTER TABLE "permit" ADD CONSTRAINT "permit_ref_length" CHECK (octet_length("permit_ref") = 16);
ALTER TABLE "permit" ADD CONSTRAINT "permit_terminated" CHECK (("state" = 'TERMINATED') = ("terminated_at" IS NOT NULL));
ALTER TABLE "card" ADD CONSTRAINT "card_number_form" CHECK ("card_number" ~ '^[0-9]{10}$');
ALTER TABLE "card" ADD CONSTRAINT "card_chip_length" CHECK ("chip_number" IS NULL OR octet_length("chip_number") = 10);
ALTER TABLE "production_attempt" ADD CONSTRAINT "attempt_checked_before_held" CHECK
  ("state" NOT IN ('QA_OK', 'HELD', 'HANDED_OVER', 'ACTIVE') OR ("read_back_at" IS NOT NULL AND "checked_by" IS NOT NULL AND "checked_at" IS NOT NULL));
ALTER TABLE "production_attempt" ADD CONSTRAINT "attempt_collected" CHECK
  ("state" NOT IN ('HANDED_OVER', 'ACTIVE') OR ("handed_over_by" IS NOT NULL AND "collector_sealed" IS NOT NULL));
ALTER TABLE "stock_posting" ADD CONSTRAINT "posting_moves" CHECK ("from_account" <> "to_account");
ALTER TABLE "stock_posting" ADD CONSTRAINT "posting_two_signatures" CHECK
  ("to_account" NOT IN ('SPOILED', 'DESTROYED') OR ("second_id" IS NOT NULL AND "second_id" <> "actor_id"));
ALTER TABLE "permit_grant" ADD CONSTRAINT "grant_ref_length" CHECK (octet_length("grant_ref") = 8);
ALTER TABLE "permit_grant" ADD CONSTRAINT "grant_two_persons" CHECK ("approved_by" IS NULL OR "approved_by" <> "entered_by");
ALTER TABLE "permit_grant" ADD CONSTRAINT "grant_days" CHECK ("through_date" >= "from_date");
ALTER TABLE "grant_use" ADD CONSTRAINT "use_count" CHECK ("used" >= 0);

-- Versions, counts and sequences never go back.
CREATE FUNCTION "never_back"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) ->> TG_ARGV[0])::bigint < (to_jsonb(OLD) ->> TG_ARGV[0])::bigint THEN
    RAISE EXCEPTION '%.% never goes back', TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'check_violation', CONSTRAINT = 'never_back';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "never_back" BEFORE UPDATE ON "grantor_record" FOR EACH ROW EXECUTE FUNCTION "never_back"('version');
CREATE TRIGGER "never_back" BEFORE UPDATE ON "card_record" FOR EACH ROW EXECUTE FUNCTION "never_back"('version');
CREATE TRIGGER "never_back" BEFORE UPDATE ON "grant_use" FOR EACH ROW EXECUTE FUNCTION "never_back"('used');

-- What is written once.
CREATE FUNCTION "insert_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'insert_only';
END $$;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['policy_set', 'lifecycle_transition', 'lifecycle_move', 'decision', 'endorsement', 'stock_posting', 'stock_day',
    'catalogue_version', 'status_list_opened', 'audit_event'] LOOP
    EXECUTE format('CREATE TRIGGER "insert_only" BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION "insert_only"()', name);
    EXECUTE format('CREATE TRIGGER "insert_only_truncate" BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION "insert_only"()', name);
  END LOOP;
END $$;

-- No state and no move that the tables of the domain do not name. A start is a move from ''.
CREATE FUNCTION "check_lifecycle"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before text := '';
  after text := to_jsonb(NEW) ->> TG_ARGV[1];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    before := to_jsonb(OLD) ->> TG_ARGV[1];
    IF before = after THEN RETURN NEW; END IF;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM "lifecycle_transition" t WHERE t."machine" = TG_ARGV[0] AND t."from_state" = before AND t."to_state" = after) THEN
    RAISE EXCEPTION '%: no move from % to %', TG_ARGV[0], before, after USING ERRCODE = 'check_violation', CONSTRAINT = 'lifecycle';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "lifecycle" BEFORE INSERT OR UPDATE OF "state" ON "registration" FOR EACH ROW EXECUTE FUNCTION "check_lifecycle"('REGISTRATION', 'state');
CREATE TRIGGER "lifecycle" BEFORE INSERT OR UPDATE OF "state" ON "application" FOR EACH ROW EXECUTE FUNCTION "check_lifecycle"('APPLICATION', 'state');
CREATE TRIGGER "lifecycle" BEFORE INSERT OR UPDATE OF "state" ON "appeal" FOR EACH ROW EXECUTE FUNCTION "check_lifecycle"('APPEAL', 'state');
CREATE TRIGGER "lifecycle" BEFORE INSERT OR UPDATE OF "state" ON "permit" FOR EACH ROW EXECUTE FUNCTION "check_lifecycle"('PERMIT', 'state');
CREATE TRIGGER "lifecycle" BEFORE INSERT OR UPDATE OF "state" ON "card" FOR EACH ROW EXECUTE FUNCTION "check_lifecycle"('CARD', 'state');
CREATE TRIGGER "lifecycle" BEFORE INSERT OR UPDATE OF "state" ON "production_attempt" FOR EACH ROW EXECUTE FUNCTION "check_lifecycle"('PERSONALISATION', 'state');
CREATE TRIGGER "lifecycle" BEFORE INSERT OR UPDATE OF "account" ON "stock_serial" FOR EACH ROW EXECUTE FUNCTION "check_lifecycle"('STOCK', 'account');
CREATE TRIGGER "lifecycle" BEFORE INSERT OR UPDATE OF "state" ON "permit_grant" FOR EACH ROW EXECUTE FUNCTION "check_lifecycle"('GRANT', 'state');

-- Who entered a case does not decide it.
CREATE FUNCTION "decision_by_another"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "application" a WHERE a."id" = NEW."application_id" AND a."entered_by" IN (NEW."decider_id", NEW."second_id")) THEN
    RAISE EXCEPTION 'the case was entered by the same person' USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_by_another';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "decision_by_another" BEFORE INSERT ON "decision" FOR EACH ROW EXECUTE FUNCTION "decision_by_another"();

-- Nothing is made without an approval of that very case.
CREATE FUNCTION "attempt_is_decided"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "decision" d WHERE d."id" = NEW."decision_id" AND d."application_id" = NEW."application_id" AND d."outcome" = 'APPROVED') THEN
    RAISE EXCEPTION 'no approval of this case' USING ERRCODE = 'check_violation', CONSTRAINT = 'attempt_is_decided';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "attempt_is_decided" BEFORE INSERT OR UPDATE OF "decision_id", "application_id" ON "production_attempt"
  FOR EACH ROW EXECUTE FUNCTION "attempt_is_decided"();

-- No card is active that was not read back, checked and handed over.
CREATE FUNCTION "active_card_was_checked"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."state" = 'ACTIVE' AND NOT EXISTS (SELECT 1 FROM "production_attempt" p WHERE p."card_number" = NEW."card_number" AND p."state" IN ('HANDED_OVER', 'ACTIVE')) THEN
    RAISE EXCEPTION 'the card was not handed over' USING ERRCODE = 'check_violation', CONSTRAINT = 'active_card_was_checked';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "active_card_was_checked" BEFORE INSERT OR UPDATE OF "state" ON "card" FOR EACH ROW EXECUTE FUNCTION "active_card_was_checked"();

-- A posting moves its serial; nothing else does, and not on a day that is closed.
CREATE FUNCTION "post_stock"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
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
CREATE TRIGGER "post_stock" BEFORE INSERT ON "stock_posting" FOR EACH ROW EXECUTE FUNCTION "post_stock"();

-- The service works and owns nothing; what it may not change, it has no right to change.
GRANT SELECT ON "office", "policy_set", "lifecycle_transition" TO "permit_service";
GRANT INSERT ON "office", "policy_set" TO "permit_service";
GRANT UPDATE ("name", "last_case", "last_permit") ON "office" TO "permit_service";
GRANT SELECT, INSERT ON "lifecycle_move", "decision", "endorsement", "stock_posting", "stock_day", "catalogue_version", "status_list_opened" TO "permit_service";
GRANT SELECT, INSERT ON "audit_event" TO "permit_service";
GRANT SELECT, INSERT, UPDATE ON "person", "registration", "duplicate_candidate", "application", "application_fact", "evidence", "appeal", "fee",
  "permit", "card", "production_attempt", "permit_grant", "grantor_record", "card_record", "grant_use" TO "permit_service";
GRANT SELECT, INSERT ON "stock_serial" TO "permit_service";
GRANT UPDATE ("card_number", "office_id") ON "stock_serial" TO "permit_service";
GRANT USAGE ON ALL SEQUENCES IN SCHEMA "public" TO "permit_service";
GRANT SELECT ON "audit_event" TO "permit_auditor";
