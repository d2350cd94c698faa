-- A budget line of open data has a document, a line and a column, and no cell of a printed table. Its
-- id begins with that of its cell all the same, so that lines of a cell are found by their own key.
-- What lines name is held by the import, all at once: foreign keys would be looked up row by row.
-- Indexes are those that questions use; each costs as much as a third of the import.

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
