-- AlterTable
ALTER TABLE "department_key" ADD COLUMN     "expires_at" TIMESTAMPTZ;

-- Keys of before are good for as long as one that is entered now, from the day on which they were entered.
UPDATE "department_key" SET "expires_at" = "proposed_at" + interval '730 days';
ALTER TABLE "department_key" ALTER COLUMN "expires_at" SET NOT NULL;
ALTER TABLE "department_key" ADD CONSTRAINT "department_key_expires" CHECK
  ("expires_at" > "proposed_at" AND "expires_at" <= "proposed_at" + interval '730 days');
