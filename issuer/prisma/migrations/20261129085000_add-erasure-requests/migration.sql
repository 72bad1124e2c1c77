-- CreateTable
CREATE TABLE "erasure_request" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "ground" TEXT NOT NULL,
    "requested_by" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ NOT NULL,
    "confirmed_by" UUID,
    "confirmed_at" TIMESTAMPTZ,

    CONSTRAINT "erasure_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "erasure_request_person_id_idx" ON "erasure_request"("person_id");

CREATE UNIQUE INDEX "erasure_one_open" ON "erasure_request" ("person_id") WHERE "confirmed_at" IS NULL;
ALTER TABLE "erasure_request" ADD CONSTRAINT "erasure_two_persons" CHECK ("confirmed_by" IS NULL OR "confirmed_by" <> "requested_by");
ALTER TABLE "erasure_request" ADD CONSTRAINT "erasure_confirmed" CHECK (("confirmed_by" IS NULL) = ("confirmed_at" IS NULL));

GRANT SELECT, INSERT ON "erasure_request" TO "permit_service";
GRANT UPDATE ("confirmed_by", "confirmed_at") ON "erasure_request" TO "permit_service";
