-- A budget line of open data has a document, a line and a column, and no cell of a printed table. Its
-- id begins with that of its cell all the same, so that lines of a cell are found by their own key.
-- What lines name is held by the import, all at once: foreign keys would be looked up row by row.
-- Indexes are those that questions use: each costs time and room in every import.

ALTER TABLE budget_line DROP CONSTRAINT budget_line_cell_id_fkey;
ALTER TABLE budget_line DROP CONSTRAINT budget_line_document_id_fkey;
ALTER TABLE budget_line DROP CONSTRAINT budget_line_unit_id_fkey;
ALTER TABLE budget_line DROP CONSTRAINT budget_line_account_fkey;
ALTER TABLE budget_line DROP CONSTRAINT budget_line_table_id_fkey;
ALTER TABLE budget_line ADD CONSTRAINT budget_line_of_cell CHECK (starts_with(id, cell_id));
DROP INDEX budget_line_by_unit_id;
DROP INDEX budget_line_by_account;
DROP INDEX budget_line_by_fiscal_year;
DROP INDEX budget_line_by_cell_id;
DROP INDEX budget_line_by_table_id;
CREATE INDEX budget_line_by_unit_id ON budget_line (unit_id, account, fiscal_year, scenario);

-- Few lines are superseded or corrected; changes are found from them.
CREATE INDEX budget_line_superseded ON budget_line (superseded_on) WHERE superseded_on IS NOT NULL;
CREATE INDEX budget_line_corrected ON budget_line (id) WHERE corrected_amount IS NOT NULL;
DROP INDEX document_by_municipality_code;
CREATE UNIQUE INDEX document_in_order ON document (municipality_code, id);
CREATE INDEX unit_by_same_as ON unit (same_as) WHERE same_as IS NOT NULL;

-- What is counted of budget lines at import, so that questions about all of them need not read all of
-- them. Repeats are not counted.
CREATE TABLE budget_line_count (
    document_id TEXT COLLATE "C" NOT NULL,
    account TEXT COLLATE "C" NOT NULL,
    scenario TEXT COLLATE "C" NOT NULL,
    fiscal_year BIGINT NOT NULL,
    line_count BIGINT NOT NULL,
    standing_count BIGINT NOT NULL,
    PRIMARY KEY (document_id, account, scenario, fiscal_year)
);

INSERT INTO budget_line_count
    SELECT document_id, account, scenario, fiscal_year, COUNT(*),
           SUM(CASE WHEN superseded_on IS NULL THEN 1 ELSE 0 END)
    FROM budget_line WHERE repeat_of IS NULL
    GROUP BY document_id, account, scenario, fiscal_year;

CREATE TABLE unit_year (
    unit_id TEXT COLLATE "C" NOT NULL,
    fiscal_year BIGINT NOT NULL,
    known_from TEXT COLLATE "C" NOT NULL,
    first_day TEXT COLLATE "C" NOT NULL,
    last_day TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (unit_id, fiscal_year)
);

INSERT INTO unit_year
    SELECT unit_id, fiscal_year, MIN(known_from), MIN(period_start), MAX(period_end)
    FROM budget_line GROUP BY unit_id, fiscal_year;
