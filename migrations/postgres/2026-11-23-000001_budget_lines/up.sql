-- Text compares byte by byte (COLLATE "C"), as it does in SQLite, so that both databases order
-- alike; dates are ISO text for the same reason.

CREATE TABLE municipality (
    code TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    slug TEXT COLLATE "C" NOT NULL UNIQUE,
    name_fi TEXT COLLATE "C" NOT NULL,
    name_sv TEXT COLLATE "C" NOT NULL,
    name_en TEXT COLLATE "C" NOT NULL,
    region_code TEXT COLLATE "C" NOT NULL,
    region_fi TEXT COLLATE "C" NOT NULL,
    region_sv TEXT COLLATE "C" NOT NULL,
    region_en TEXT COLLATE "C" NOT NULL,
    business_id TEXT COLLATE "C"
);

-- Sources may give several figures for one day.
CREATE TABLE population (
    municipality_code TEXT COLLATE "C" NOT NULL REFERENCES municipality (code) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    date TEXT COLLATE "C" NOT NULL,
    persons BIGINT NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (municipality_code, position)
);

CREATE TABLE account (
    code TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    parent_code TEXT COLLATE "C" REFERENCES account (code) DEFERRABLE INITIALLY DEFERRED,
    name_fi TEXT COLLATE "C" NOT NULL,
    name_sv TEXT COLLATE "C" NOT NULL,
    name_en TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    sign BIGINT NOT NULL
);

-- `search` is the name and the code in lower case: SQLite folds ASCII only.
CREATE TABLE unit (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    parent_id TEXT COLLATE "C" REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    municipality_code TEXT COLLATE "C" NOT NULL REFERENCES municipality (code),
    kind TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C",
    name TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    search TEXT COLLATE "C" NOT NULL
);

-- A name may outlive the document for a while: units and documents are replaced separately.
CREATE TABLE unit_printed_name (
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
    document_id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (unit_id, document_id, name)
);

-- The counts are those of the reading report.
CREATE TABLE document (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    municipality_code TEXT COLLATE "C" NOT NULL REFERENCES municipality (code),
    title TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    fiscal_year BIGINT NOT NULL,
    as_of_date TEXT COLLATE "C" NOT NULL,
    published_date TEXT COLLATE "C",
    vintage_date TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES unit (id),
    licence TEXT COLLATE "C" NOT NULL,
    publisher TEXT COLLATE "C" NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL,
    line_count BIGINT NOT NULL,
    table_count BIGINT NOT NULL,
    money_cell_count BIGINT NOT NULL,
    dropped_cell_count BIGINT NOT NULL,
    key_figure_cell_count BIGINT NOT NULL,
    budget_line_count BIGINT NOT NULL,
    finding_count BIGINT NOT NULL,
    unread_line_count BIGINT NOT NULL
);

CREATE TABLE document_line (
    document_id TEXT COLLATE "C" NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    line BIGINT NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (document_id, line)
);

-- `columns` is a JSON list of labels and roles.
CREATE TABLE printed_table (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    document_id TEXT COLLATE "C" NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    first_line BIGINT NOT NULL,
    last_line BIGINT NOT NULL,
    scale BIGINT NOT NULL,
    columns TEXT COLLATE "C" NOT NULL
);

CREATE TABLE table_row (
    table_id TEXT COLLATE "C" NOT NULL REFERENCES printed_table (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    line BIGINT NOT NULL,
    label TEXT COLLATE "C" NOT NULL,
    unit_id TEXT COLLATE "C" REFERENCES unit (id),
    account TEXT COLLATE "C" REFERENCES account (code),
    PRIMARY KEY (table_id, position)
);

CREATE TABLE cell (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    table_id TEXT COLLATE "C" NOT NULL,
    row_position BIGINT NOT NULL,
    position BIGINT NOT NULL,
    column_ordinal BIGINT NOT NULL,
    line BIGINT NOT NULL,
    printed TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    value BIGINT,
    assignment TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY (table_id, row_position) REFERENCES table_row (table_id, position) ON DELETE CASCADE
);

-- Amounts are euro cents. `known_from` and `superseded_on` are derived at import.
CREATE TABLE budget_line (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    cell_id TEXT COLLATE "C" NOT NULL REFERENCES cell (id) ON DELETE CASCADE,
    document_id TEXT COLLATE "C" NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES unit (id),
    account TEXT COLLATE "C" NOT NULL REFERENCES account (code),
    scenario TEXT COLLATE "C" NOT NULL,
    fiscal_year BIGINT NOT NULL,
    period_start TEXT COLLATE "C" NOT NULL,
    period_end TEXT COLLATE "C" NOT NULL,
    amount BIGINT,
    missing_reason TEXT COLLATE "C",
    corrected_amount BIGINT,
    printed TEXT COLLATE "C" NOT NULL,
    table_id TEXT COLLATE "C" NOT NULL REFERENCES printed_table (id) ON DELETE CASCADE,
    line BIGINT NOT NULL,
    column_ordinal BIGINT NOT NULL,
    row_label TEXT COLLATE "C" NOT NULL,
    column_label TEXT COLLATE "C" NOT NULL,
    repeat_of TEXT COLLATE "C",
    known_from TEXT COLLATE "C" NOT NULL,
    superseded_on TEXT COLLATE "C",
    CHECK ((amount IS NULL) = (missing_reason IS NOT NULL))
);

-- Values are euro cents.
CREATE TABLE finding (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    document_id TEXT COLLATE "C" NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    rule TEXT COLLATE "C" NOT NULL,
    severity TEXT COLLATE "C" NOT NULL,
    verdict TEXT COLLATE "C" NOT NULL,
    message TEXT COLLATE "C" NOT NULL,
    line BIGINT NOT NULL,
    printed_value BIGINT,
    implied_value BIGINT
);

-- A finding may name a place where no cell could be made, so `cell_id` refers to nothing.
CREATE TABLE finding_cell (
    finding_id TEXT COLLATE "C" NOT NULL REFERENCES finding (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    cell_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (finding_id, position)
);

-- The releases, the last of which is what is stored now.
CREATE TABLE dataset (
    sequence BIGINT NOT NULL PRIMARY KEY,
    release_id TEXT COLLATE "C" NOT NULL,
    imported_at TEXT COLLATE "C" NOT NULL
);

CREATE INDEX unit_by_parent_id ON unit (parent_id);
CREATE INDEX unit_by_municipality_code ON unit (municipality_code);
CREATE INDEX document_by_municipality_code ON document (municipality_code);
CREATE INDEX document_by_unit_id ON document (unit_id);
CREATE INDEX unit_printed_name_by_document_id ON unit_printed_name (document_id);
CREATE INDEX printed_table_by_document_id ON printed_table (document_id);
CREATE INDEX cell_by_table_id ON cell (table_id, row_position);
CREATE INDEX budget_line_by_document_id ON budget_line (document_id, position);
CREATE INDEX budget_line_by_unit_id ON budget_line (unit_id, account, scenario, fiscal_year, period_start, period_end);
CREATE INDEX budget_line_by_account ON budget_line (account);
CREATE INDEX budget_line_by_fiscal_year ON budget_line (fiscal_year);
CREATE INDEX budget_line_by_cell_id ON budget_line (cell_id);
CREATE INDEX budget_line_by_table_id ON budget_line (table_id);
CREATE INDEX finding_by_document_id ON finding (document_id, line);
CREATE INDEX finding_cell_by_cell_id ON finding_cell (cell_id);
