DELETE FROM budget_line WHERE cell_id NOT IN (SELECT id FROM cell);
ALTER TABLE budget_line ADD CONSTRAINT budget_line_cell_id_fkey
    FOREIGN KEY (cell_id) REFERENCES cell (id) ON DELETE CASCADE;
ALTER TABLE budget_line ADD CONSTRAINT budget_line_table_id_fkey
    FOREIGN KEY (table_id) REFERENCES printed_table (id) ON DELETE CASCADE;
CREATE INDEX budget_line_by_table_id ON budget_line (table_id);
