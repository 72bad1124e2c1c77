-- The hash chain of each office over its audit events, and signed checkpoints of it.

CREATE TABLE "audit_link" (
    "office_id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "event_id" BIGINT NOT NULL,
    "prev_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "linked_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "audit_link_pkey" PRIMARY KEY ("office_id","seq"),
    CONSTRAINT "audit_link_seq" CHECK ("seq" >= 1),
    CONSTRAINT "audit_link_hashes" CHECK (octet_length("prev_hash") = 32 AND octet_length("hash") = 32)
);

CREATE UNIQUE INDEX "audit_link_event_id_key" ON "audit_link"("event_id");

ALTER TABLE "audit_link" ADD CONSTRAINT "audit_link_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "audit_event"("id")
  ON DELETE RESTRICT ON UPDATE RESTRICT;

CREATE TABLE "audit_checkpoint" (
    "office_id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "key_id" BYTEA NOT NULL,
    "signature" BYTEA NOT NULL,

    CONSTRAINT "audit_checkpoint_pkey" PRIMARY KEY ("office_id","seq"),
    CONSTRAINT "audit_checkpoint_lengths" CHECK
      (octet_length("hash") = 32 AND octet_length("key_id") = 4 AND octet_length("signature") = 64)
);

ALTER TABLE "audit_checkpoint" ADD CONSTRAINT "audit_checkpoint_office_id_seq_fkey" FOREIGN KEY ("office_id", "seq")
  REFERENCES "audit_link"("office_id", "seq") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- An event without a moment could not be hashed exactly.
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_moments" CHECK (isfinite("at") AND isfinite("process_at"));

-- A link follows the last one of its office: no gap, no fork, no way back.
CREATE FUNCTION "audit_link_follows"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "audit_event" e WHERE e."id" = NEW."event_id" AND e."office_id" = NEW."office_id") THEN
    RAISE EXCEPTION 'the event is not of this office' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_link_office';
  END IF;
  IF NEW."seq" = 1 THEN
    IF NEW."prev_hash" = decode(repeat('00', 32), 'hex') THEN RETURN NEW; END IF;
  ELSIF EXISTS (SELECT 1 FROM "audit_link" l WHERE l."office_id" = NEW."office_id" AND l."seq" = NEW."seq" - 1
    AND l."hash" = NEW."prev_hash" AND l."event_id" < NEW."event_id") THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the link does not follow the last one' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_link_follows';
END $$;
CREATE TRIGGER "audit_link_follows" BEFORE INSERT ON "audit_link" FOR EACH ROW EXECUTE FUNCTION "audit_link_follows"();

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['audit_link', 'audit_checkpoint'] LOOP
    EXECUTE format('CREATE TRIGGER "insert_only" BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION "insert_only"()', name);
    EXECUTE format('CREATE TRIGGER "insert_only_truncate" BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION "insert_only"()', name);
  END LOOP;
END $$;

GRANT SELECT, INSERT ON "audit_link", "audit_checkpoint" TO "permit_service";
GRANT SELECT ON "audit_link", "audit_checkpoint" TO "permit_auditor";
