-- A budget line of open data has a document, a line and a column, and no cell of a printed table. Its
-- id begins with that of its cell all the same, so that lines of a cell are found by their own key.
-- What lines name is held by the import, all at once: foreign keys would be looked up row by row.
-- Indexes are those that questions use; each costs as much as a third of the import.

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
