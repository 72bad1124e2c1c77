-- CreateTable
CREATE TABLE "publication_number" (
    "kind" TEXT NOT NULL,
    "value" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "publication_number_pkey" PRIMARY KEY ("kind")
);

-- CreateTable
CREATE TABLE "publication" (
    "bundle_seq" INTEGER NOT NULL,
    "status_seq" INTEGER NOT NULL,
    "lists" INTEGER NOT NULL,
    "published_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "publication_pkey" PRIMARY KEY ("bundle_seq")
);

INSERT INTO "publication_number" ("kind", "value") VALUES ('bundle', 0), ('status', 0);

-- Most cards are good: the lists are built from the others alone.
CREATE INDEX "card_not_clear" ON "card" ("status_uri", "status_index")
  WHERE "state" IN ('LOST_HOLD', 'QUARANTINED', 'SPOILED', 'REPLACED', 'RETURNED', 'REVOKED', 'DESTROYED');

CREATE TRIGGER "never_back" BEFORE UPDATE ON "publication_number" FOR EACH ROW EXECUTE FUNCTION "never_back"('value');
CREATE TRIGGER "insert_only" BEFORE UPDATE OR DELETE ON "publication" FOR EACH ROW EXECUTE FUNCTION "insert_only"();
CREATE TRIGGER "insert_only_truncate" BEFORE TRUNCATE ON "publication" FOR EACH STATEMENT EXECUTE FUNCTION "insert_only"();

GRANT SELECT, UPDATE ON "publication_number" TO "permit_service";
GRANT SELECT, INSERT ON "publication" TO "permit_service";

-- What changed since the last publication.
CREATE INDEX "card_standing_changed" ON "card" ("standing_changed_at") WHERE "standing_changed_at" IS NOT NULL;
