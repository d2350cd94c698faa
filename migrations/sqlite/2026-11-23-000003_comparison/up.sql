-- What comparisons rest on: the function each unit serves, price levels, reforms. Lists of function
-- codes are parted by blanks.

CREATE TABLE function (
    code TEXT NOT NULL PRIMARY KEY,
    level TEXT NOT NULL,
    parent_code TEXT REFERENCES function (code) DEFERRABLE INITIALLY DEFERRED,
    name_fi TEXT,
    name_sv TEXT,
    name_en TEXT NOT NULL,
    source TEXT NOT NULL,
    status TEXT NOT NULL
) STRICT;

-- `value` is a decimal number.
CREATE TABLE price_index (
    year INTEGER NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    base TEXT NOT NULL,
    status TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;

CREATE TABLE reform (
    code TEXT NOT NULL PRIMARY KEY,
    date TEXT NOT NULL,
    functions TEXT NOT NULL,
    description TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;

-- `same_as` is the id of the unit that states the same money elsewhere in the tree.
ALTER TABLE unit ADD COLUMN function_code TEXT;
ALTER TABLE unit ADD COLUMN fit TEXT;
ALTER TABLE unit ADD COLUMN scope TEXT;
ALTER TABLE unit ADD COLUMN same_as TEXT;

CREATE INDEX unit_by_function_code ON unit (function_code, municipality_code);
