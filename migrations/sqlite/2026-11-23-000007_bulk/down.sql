DROP INDEX document_in_order;
CREATE INDEX document_by_municipality_code ON document (municipality_code);
DROP INDEX unit_by_same_as;
DROP TABLE unit_year;
DROP TABLE budget_line_count;

CREATE TABLE new_budget_line (
    id TEXT NOT NULL PRIMARY KEY,
    cell_id TEXT NOT NULL REFERENCES cell (id) ON DELETE CASCADE,
    document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    unit_id TEXT NOT NULL REFERENCES unit (id),
    account TEXT NOT NULL REFERENCES account (code),
    scenario TEXT NOT NULL,
    fiscal_year INTEGER NOT NULL,
    period_start TEXT NOT NULL,
    period_end TEXT NOT NULL,
    amount INTEGER,
    missing_reason TEXT,
    corrected_amount INTEGER,
    printed TEXT NOT NULL,
    table_id TEXT NOT NULL REFERENCES printed_table (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    column_ordinal INTEGER NOT NULL,
    row_label TEXT NOT NULL,
    column_label TEXT NOT NULL,
    repeat_of TEXT,
    known_from TEXT NOT NULL,
    superseded_on TEXT,
    CHECK ((amount IS NULL) = (missing_reason IS NOT NULL))
) STRICT;

INSERT INTO new_budget_line SELECT * FROM budget_line WHERE cell_id IN (SELECT id FROM cell);
DROP TABLE budget_line;
ALTER TABLE new_budget_line RENAME TO budget_line;

CREATE INDEX budget_line_by_document_id ON budget_line (document_id, position);
CREATE INDEX budget_line_by_unit_id ON budget_line (unit_id, account, scenario, fiscal_year, period_start, period_end);
CREATE INDEX budget_line_by_account ON budget_line (account);
CREATE INDEX budget_line_by_fiscal_year ON budget_line (fiscal_year);
CREATE INDEX budget_line_by_cell_id ON budget_line (cell_id);
CREATE INDEX budget_line_by_table_id ON budget_line (table_id);
