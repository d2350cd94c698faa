-- What comparisons rest on: the function each unit serves, price levels, reforms. Lists of function
-- codes are parted by blanks.

CREATE TABLE function (
    code TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    level TEXT COLLATE "C" NOT NULL,
    parent_code TEXT COLLATE "C" REFERENCES function (code) DEFERRABLE INITIALLY DEFERRED,
    name_fi TEXT COLLATE "C",
    name_sv TEXT COLLATE "C",
    name_en TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL
);

-- `value` is a decimal number.
CREATE TABLE price_index (
    year BIGINT NOT NULL PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL,
    base TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL
);

CREATE TABLE reform (
    code TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    date TEXT COLLATE "C" NOT NULL,
    functions TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL
);

-- `same_as` is the id of the unit that states the same money elsewhere in the tree.
ALTER TABLE unit ADD COLUMN function_code TEXT COLLATE "C";
ALTER TABLE unit ADD COLUMN fit TEXT COLLATE "C";
ALTER TABLE unit ADD COLUMN scope TEXT COLLATE "C";
ALTER TABLE unit ADD COLUMN same_as TEXT COLLATE "C";

CREATE INDEX unit_by_function_code ON unit (function_code, municipality_code);
