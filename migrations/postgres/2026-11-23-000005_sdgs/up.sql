-- The goals of sustainable development that objectives name by number.

CREATE TABLE sdg (
    number BIGINT NOT NULL PRIMARY KEY,
    name_fi TEXT COLLATE "C" NOT NULL,
    name_sv TEXT COLLATE "C" NOT NULL,
    name_en TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL
);
