DROP INDEX document_in_order;
CREATE INDEX document_by_municipality_code ON document (municipality_code);
DROP INDEX unit_by_same_as;
DROP TABLE unit_year;
DROP TABLE budget_line_count;
DROP INDEX budget_line_superseded;
DROP INDEX budget_line_corrected;
DELETE FROM budget_line WHERE cell_id NOT IN (SELECT id FROM cell);
ALTER TABLE budget_line DROP CONSTRAINT budget_line_of_cell;
ALTER TABLE budget_line ADD CONSTRAINT budget_line_cell_id_fkey
    FOREIGN KEY (cell_id) REFERENCES cell (id) ON DELETE CASCADE;
ALTER TABLE budget_line ADD CONSTRAINT budget_line_document_id_fkey
    FOREIGN KEY (document_id) REFERENCES document (id) ON DELETE CASCADE;
ALTER TABLE budget_line ADD CONSTRAINT budget_line_unit_id_fkey
    FOREIGN KEY (unit_id) REFERENCES unit (id);
ALTER TABLE budget_line ADD CONSTRAINT budget_line_account_fkey
    FOREIGN KEY (account) REFERENCES account (code);
ALTER TABLE budget_line ADD CONSTRAINT budget_line_table_id_fkey
    FOREIGN KEY (table_id) REFERENCES printed_table (id) ON DELETE CASCADE;
DROP INDEX budget_line_by_unit_id;
CREATE INDEX budget_line_by_unit_id ON budget_line (unit_id, account, scenario, fiscal_year, period_start, period_end);
CREATE INDEX budget_line_by_account ON budget_line (account);
CREATE INDEX budget_line_by_fiscal_year ON budget_line (fiscal_year);
CREATE INDEX budget_line_by_cell_id ON budget_line (cell_id);
CREATE INDEX budget_line_by_table_id ON budget_line (table_id);
