-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "login" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "person_id" UUID,
    "state" TEXT NOT NULL,
    "password_hash" TEXT,
    "set_up_hash" BYTEA,
    "set_up_expires_at" TIMESTAMPTZ,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ NOT NULL,
    "password_set_at" TIMESTAMPTZ,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_role" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "office_id" TEXT,
    "jurisdiction" TEXT,
    "owner_kind" TEXT,
    "owner_id" TEXT,
    "given_by" UUID,
    "given_at" TIMESTAMPTZ NOT NULL,
    "ended_by" UUID,
    "ended_at" TIMESTAMPTZ,

    CONSTRAINT "account_role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "passkey" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "credential_id" BYTEA NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[],
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ,
    "removed_at" TIMESTAMPTZ,

    CONSTRAINT "passkey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "totp" (
    "account_id" UUID NOT NULL,
    "secret_sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "confirmed_at" TIMESTAMPTZ,
    "last_step" BIGINT NOT NULL DEFAULT -1,

    CONSTRAINT "totp_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "passkey_challenge" (
    "id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "use" TEXT NOT NULL,
    "challenge" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ,

    CONSTRAINT "passkey_challenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "step_up" (
    "visit_id" UUID NOT NULL,
    "class" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "step_up_pkey" PRIMARY KEY ("visit_id","class")
);

-- CreateTable
CREATE TABLE "sign_in_attempt" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "account_id" UUID,
    "login_tag" BYTEA NOT NULL,
    "address_tag" BYTEA,
    "method" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "request_id" TEXT,

    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("id")
);

-- Not written through: it costs no disk write a request, and is empty after a crash of the database.
CREATE UNLOGGED TABLE "rate_window" (
    "key" TEXT NOT NULL,
    "hits" INTEGER NOT NULL,
    "ends_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "rate_window_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "account_session" (
    "sid" VARCHAR NOT NULL,
    "sess" JSON NOT NULL,
    "expire" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "account_session_pkey" PRIMARY KEY ("sid")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_login_key" ON "account"("login");
CREATE INDEX "account_person_id_idx" ON "account"("person_id");
CREATE INDEX "account_role_account_id_idx" ON "account_role"("account_id");
CREATE UNIQUE INDEX "passkey_credential_id_key" ON "passkey"("credential_id");
CREATE INDEX "passkey_account_id_idx" ON "passkey"("account_id");
CREATE INDEX "passkey_challenge_expires_at_idx" ON "passkey_challenge"("expires_at");
CREATE INDEX "step_up_expires_at_idx" ON "step_up"("expires_at");
CREATE INDEX "sign_in_attempt_account_id_at_idx" ON "sign_in_attempt"("account_id", "at");
CREATE INDEX "sign_in_attempt_at_idx" ON "sign_in_attempt"("at");
CREATE INDEX "rate_window_ends_at_idx" ON "rate_window"("ends_at");
CREATE INDEX "account_session_expire" ON "account_session"("expire");

-- AddForeignKey
ALTER TABLE "account_role" ADD CONSTRAINT "account_role_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "account_role" ADD CONSTRAINT "account_role_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "totp" ADD CONSTRAINT "totp_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the tables alone cannot say.
ALTER TABLE "account" ADD CONSTRAINT "account_state" CHECK
  (("state" = 'SET_UP' AND "password_hash" IS NULL) OR ("state" = 'ACTIVE' AND "password_hash" IS NOT NULL) OR "state" = 'DISABLED');
ALTER TABLE "account" ADD CONSTRAINT "account_set_up" CHECK (("set_up_hash" IS NULL) = ("set_up_expires_at" IS NULL));
ALTER TABLE "account" ADD CONSTRAINT "account_login_form" CHECK ("login" = lower("login") AND length("login") BETWEEN 3 AND 64);
-- The roles of domain/rights, and what each is held for.
ALTER TABLE "account_role" ADD CONSTRAINT "account_role_held_for" CHECK (CASE
  WHEN "role" IN ('clerk', 'reviewer', 'producer', 'supervisor', 'sealed-record-keeper')
    THEN "office_id" IS NOT NULL AND "jurisdiction" IS NOT NULL AND "owner_kind" IS NULL AND "owner_id" IS NULL
  WHEN "role" = 'auditor' THEN "jurisdiction" IS NOT NULL AND "owner_kind" IS NULL AND "owner_id" IS NULL
  WHEN "role" = 'administrator' THEN "office_id" IS NULL AND "owner_kind" IS NULL AND "owner_id" IS NULL
  WHEN "role" = 'department-officer' THEN "owner_kind" = 'department' AND "owner_id" IS NOT NULL AND "jurisdiction" IS NOT NULL AND "office_id" IS NULL
  WHEN "role" IN ('reporter', 'service-point-operator', 'integrator') THEN "owner_kind" = 'organisation' AND "owner_id" IS NOT NULL AND "office_id" IS NULL
  WHEN "role" = 'holder' THEN "owner_kind" = 'person' AND "owner_id" IS NOT NULL AND "office_id" IS NULL
  ELSE false END);
ALTER TABLE "account_role" ADD CONSTRAINT "account_role_ended" CHECK ("ended_at" IS NULL OR "ended_at" >= "given_at");
-- Nobody gives a role to themselves.
ALTER TABLE "account_role" ADD CONSTRAINT "account_role_by_another" CHECK ("given_by" IS NULL OR "given_by" <> "account_id");
CREATE UNIQUE INDEX "account_role_once" ON "account_role" ("account_id", "role", coalesce("office_id", ''), coalesce("owner_id", '')) WHERE "ended_at" IS NULL;
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_counter" CHECK ("counter" >= 0);
ALTER TABLE "step_up" ADD CONSTRAINT "step_up_class" CHECK ("class" IN ('decide', 'sign', 'revoke', 'manage'));
ALTER TABLE "step_up" ADD CONSTRAINT "step_up_method" CHECK ("method" IN ('PASSKEY', 'TOTP', 'PASSWORD'));
ALTER TABLE "sign_in_attempt" ADD CONSTRAINT "sign_in_attempt_method" CHECK ("method" IN ('PASSWORD', 'SET_UP', 'PASSKEY', 'TOTP'));

CREATE TRIGGER "never_back" BEFORE UPDATE ON "passkey" FOR EACH ROW EXECUTE FUNCTION "never_back"('counter');
CREATE TRIGGER "never_back" BEFORE UPDATE ON "totp" FOR EACH ROW EXECUTE FUNCTION "never_back"('last_step');
CREATE TRIGGER "never_back" BEFORE UPDATE ON "account" FOR EACH ROW EXECUTE FUNCTION "never_back"('epoch');
CREATE TRIGGER "insert_only" BEFORE UPDATE ON "sign_in_attempt" FOR EACH ROW EXECUTE FUNCTION "insert_only"();

GRANT SELECT, INSERT, UPDATE ON "account", "account_role", "passkey", "passkey_challenge", "step_up", "rate_window", "account_session", "totp" TO "permit_service";
-- Sessions, challenges, proofs, windows and old attempts are swept when they are over; a code generator is taken out by hand.
GRANT DELETE ON "passkey_challenge", "step_up", "rate_window", "account_session", "totp", "sign_in_attempt" TO "permit_service";
GRANT SELECT, INSERT ON "sign_in_attempt" TO "permit_service";
GRANT USAGE ON SEQUENCE "sign_in_attempt_id_seq" TO "permit_service";
GRANT SELECT ON "sign_in_attempt" TO "permit_auditor";
