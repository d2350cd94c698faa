-- Where what is stored comes from, further: whether a document was read optically, where a risk is
-- rated, and when a later document stated a value of an indicator again. Of documents that are stored
-- already none of it is known before they are imported again.

ALTER TABLE document ADD COLUMN read_optically BIGINT NOT NULL DEFAULT 0;
ALTER TABLE risk ADD COLUMN ratings TEXT COLLATE "C";
ALTER TABLE indicator_value ADD COLUMN superseded_on TEXT COLLATE "C";

-- Sums of one level of the unit tree begin with its units.
CREATE INDEX unit_by_kind ON unit (kind, municipality_code);
