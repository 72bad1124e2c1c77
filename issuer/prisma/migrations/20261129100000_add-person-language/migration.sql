-- The language in which somebody is written to.
ALTER TABLE "person" ADD COLUMN "language" TEXT NOT NULL DEFAULT 'zh';
ALTER TABLE "person" ADD CONSTRAINT "person_language" CHECK ("language" IN ('zh', 'en'));
