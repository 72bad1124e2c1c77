-- Names and their pinyin in the order of their code points, whatever the language of the server: only then does one index
-- find a prefix and give the hits in order, so that a family name of many thousands costs twenty rows.
DROP INDEX "person_name_prefix";
DROP INDEX "person_pinyin_prefix";
ALTER TABLE "person" ALTER COLUMN "name" TYPE TEXT COLLATE "C", ALTER COLUMN "pinyin" TYPE TEXT COLLATE "C";

-- CreateIndex
CREATE INDEX "person_name_idx" ON "person"("name");

-- CreateIndex
CREATE INDEX "person_pinyin_idx" ON "person"("pinyin");

-- The queue of an office over several states, due ones first; of the cases that are over there are a hundred times as many.
CREATE INDEX "application_open_queue" ON "application" ("office_id", "due_on", "number")
  WHERE "state" NOT IN ('CLOSED', 'REFUSED', 'WITHDRAWN', 'LAPSED');
