-- AlterTable
ALTER TABLE "account" ADD COLUMN     "desk_pin_hash" TEXT,
ADD COLUMN     "desk_pin_set_at" TIMESTAMPTZ;

ALTER TABLE "account" ADD CONSTRAINT "account_desk_pin" CHECK (("desk_pin_hash" IS NULL) = ("desk_pin_set_at" IS NULL));
ALTER TABLE "sign_in_attempt" DROP CONSTRAINT "sign_in_attempt_method";
ALTER TABLE "sign_in_attempt" ADD CONSTRAINT "sign_in_attempt_method" CHECK ("method" IN ('PASSWORD', 'SET_UP', 'PASSKEY', 'TOTP', 'DESK_PIN'));
