-- What is over is read by how lately it was entered, and grows for as long as the office works: a page of it costs its lines.
CREATE INDEX "application_over_queue" ON "application" ("office_id", "number")
  WHERE "state" IN ('CLOSED', 'REFUSED', 'WITHDRAWN', 'LAPSED');
