-- A budget line of open data has a document, a line and a column, and no cell of a printed table. It
-- goes when its document goes, so its table need not take it along either, nor keep an index for that.

ALTER TABLE budget_line DROP CONSTRAINT budget_line_cell_id_fkey;
ALTER TABLE budget_line DROP CONSTRAINT budget_line_table_id_fkey;
DROP INDEX budget_line_by_table_id;
