-- A budget line of open data has a document, a line and a column, and no cell of a printed table. Its
-- id begins with that of its cell all the same, so that lines of a cell are found by their own key.
-- What lines name is held by the import, all at once: foreign keys would be looked up row by row.
-- Indexes are those that questions use: each costs time and room in every import.

CREATE TABLE new_budget_line (
    id TEXT NOT NULL PRIMARY KEY,
    cell_id TEXT NOT NULL,
    document_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    unit_id TEXT NOT NULL,
    account TEXT NOT NULL,
    scenario TEXT NOT NULL,
    fiscal_year INTEGER NOT NULL,
    period_start TEXT NOT NULL,
    period_end TEXT NOT NULL,
    amount INTEGER,
    missing_reason TEXT,
    corrected_amount INTEGER,
    printed TEXT NOT NULL,
    table_id TEXT NOT NULL,
    line INTEGER NOT NULL,
    column_ordinal INTEGER NOT NULL,
    row_label TEXT NOT NULL,
    column_label TEXT NOT NULL,
    repeat_of TEXT,
    known_from TEXT NOT NULL,
    superseded_on TEXT,
    CHECK ((amount IS NULL) = (missing_reason IS NOT NULL)),
    CHECK (substr(id, 1, length(cell_id)) = cell_id)
) STRICT;

INSERT INTO new_budget_line SELECT * FROM budget_line;
DROP TABLE budget_line;
ALTER TABLE new_budget_line RENAME TO budget_line;

CREATE INDEX budget_line_by_document_id ON budget_line (document_id, position);
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
    document_id TEXT NOT NULL,
    account TEXT NOT NULL,
    scenario TEXT NOT NULL,
    fiscal_year INTEGER NOT NULL,
    line_count INTEGER NOT NULL,
    standing_count INTEGER NOT NULL,
    PRIMARY KEY (document_id, account, scenario, fiscal_year)
) STRICT;

INSERT INTO budget_line_count
    SELECT document_id, account, scenario, fiscal_year, COUNT(*),
           SUM(CASE WHEN superseded_on IS NULL THEN 1 ELSE 0 END)
    FROM budget_line WHERE repeat_of IS NULL
    GROUP BY document_id, account, scenario, fiscal_year;

CREATE TABLE unit_year (
    unit_id TEXT NOT NULL,
    fiscal_year INTEGER NOT NULL,
    known_from TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    PRIMARY KEY (unit_id, fiscal_year)
) STRICT;

INSERT INTO unit_year
    SELECT unit_id, fiscal_year, MIN(known_from), MIN(period_start), MAX(period_end)
    FROM budget_line GROUP BY unit_id, fiscal_year;
