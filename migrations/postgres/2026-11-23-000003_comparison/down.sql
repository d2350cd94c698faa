DROP INDEX unit_by_function_code;
ALTER TABLE unit DROP COLUMN same_as;
ALTER TABLE unit DROP COLUMN scope;
ALTER TABLE unit DROP COLUMN fit;
ALTER TABLE unit DROP COLUMN function_code;
DROP TABLE reform;
DROP TABLE price_index;
DROP TABLE function;
