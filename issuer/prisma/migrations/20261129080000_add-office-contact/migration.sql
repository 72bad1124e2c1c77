-- How people reach an office, and where they object: printed on what it hands out.
ALTER TABLE "office" ADD COLUMN "address" TEXT NOT NULL DEFAULT '',
ADD COLUMN "court" TEXT NOT NULL DEFAULT '',
ADD COLUMN "review_body" TEXT NOT NULL DEFAULT '',
ADD COLUMN "telephone" TEXT NOT NULL DEFAULT '';
