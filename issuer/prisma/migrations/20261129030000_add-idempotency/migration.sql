-- Commands by Idempotency-Key, and messages to be delivered.

CREATE TABLE "command_reply" (
    "caller" TEXT NOT NULL,
    "key" UUID NOT NULL,
    "route" TEXT NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "state" TEXT NOT NULL,
    "claim_id" UUID NOT NULL,
    "lease_until" TIMESTAMPTZ NOT NULL,
    "answer" JSONB,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "command_reply_pkey" PRIMARY KEY ("caller", "key"),
    CONSTRAINT "command_reply_state" CHECK ("state" IN ('RUNNING', 'DONE')),
    CONSTRAINT "command_reply_answer" CHECK (("state" = 'DONE') = ("answer" IS NOT NULL)),
    CONSTRAINT "command_reply_hash" CHECK (octet_length("request_hash") = 32)
);

CREATE INDEX "command_reply_expires_at_idx" ON "command_reply"("expires_at");

CREATE TABLE "outbox_message" (
    "id" UUID NOT NULL,
    "template" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "case_number" TEXT,
    "recipient_id" UUID NOT NULL,
    "details" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "not_before" TIMESTAMPTZ NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ,

    CONSTRAINT "outbox_message_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "outbox_message_state" CHECK ("state" IN ('QUEUED', 'SENT', 'CANCELLED', 'FAILED')),
    CONSTRAINT "outbox_message_closed" CHECK (("state" = 'QUEUED') = ("closed_at" IS NULL)),
    CONSTRAINT "outbox_message_language" CHECK ("language" IN ('zh', 'en')),
    CONSTRAINT "outbox_message_attempts" CHECK ("attempts" >= 0)
);

CREATE INDEX "outbox_message_state_not_before_idx" ON "outbox_message"("state", "not_before");

CREATE INDEX "outbox_message_recipient_id_idx" ON "outbox_message"("recipient_id");

-- What was delivered or cancelled is not taken back.
CREATE FUNCTION outbox_message_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'QUEUED' AND NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'message % is closed', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER outbox_message_closed BEFORE UPDATE ON "outbox_message" FOR EACH ROW EXECUTE FUNCTION outbox_message_closed();

GRANT SELECT, INSERT, UPDATE, DELETE ON "command_reply" TO permit_service;
GRANT SELECT, INSERT, UPDATE ON "outbox_message" TO permit_service;
