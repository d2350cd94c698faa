DROP INDEX unit_by_kind;
ALTER TABLE indicator_value DROP COLUMN superseded_on;
ALTER TABLE risk DROP COLUMN ratings;
ALTER TABLE document DROP COLUMN read_optically;
