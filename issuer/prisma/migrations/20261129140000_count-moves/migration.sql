-- Moves are only ever added, in the order of time: what happened in a month lies together.
-- CreateIndex
CREATE INDEX "lifecycle_move_at_idx" ON "lifecycle_move" USING BRIN ("at");
