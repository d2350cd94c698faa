-- The goals of sustainable development that objectives name by number.

CREATE TABLE sdg (
    number INTEGER NOT NULL PRIMARY KEY,
    name_fi TEXT NOT NULL,
    name_sv TEXT NOT NULL,
    name_en TEXT NOT NULL,
    source TEXT NOT NULL,
    status TEXT NOT NULL
) STRICT;
