-- Dates are ISO text, so that they order alike in both databases.

CREATE TABLE municipality (
    code TEXT NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name_fi TEXT NOT NULL,
    name_sv TEXT NOT NULL,
    name_en TEXT NOT NULL,
    region_code TEXT NOT NULL,
    region_fi TEXT NOT NULL,
    region_sv TEXT NOT NULL,
    region_en TEXT NOT NULL,
    business_id TEXT
) STRICT;

-- Sources may give several figures for one day.
CREATE TABLE population (
    municipality_code TEXT NOT NULL REFERENCES municipality (code) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    date TEXT NOT NULL,
    persons INTEGER NOT NULL,
    status TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (municipality_code, position)
) STRICT;

CREATE TABLE account (
    code TEXT NOT NULL PRIMARY KEY,
    parent_code TEXT REFERENCES account (code) DEFERRABLE INITIALLY DEFERRED,
    name_fi TEXT NOT NULL,
    name_sv TEXT NOT NULL,
    name_en TEXT NOT NULL,
    position INTEGER NOT NULL,
    sign INTEGER NOT NULL
) STRICT;

-- `search` is the name and the code in lower case: SQLite folds ASCII only.
CREATE TABLE unit (
    id TEXT NOT NULL PRIMARY KEY,
    parent_id TEXT REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    municipality_code TEXT NOT NULL REFERENCES municipality (code),
    kind TEXT NOT NULL,
    code TEXT,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    search TEXT NOT NULL
) STRICT;

-- A name may outlive the document for a while: units and documents are replaced separately.
CREATE TABLE unit_printed_name (
    unit_id TEXT NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
    document_id TEXT NOT NULL,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (unit_id, document_id, name)
) STRICT;

-- The counts are those of the reading report.
CREATE TABLE document (
    id TEXT NOT NULL PRIMARY KEY,
    municipality_code TEXT NOT NULL REFERENCES municipality (code),
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    fiscal_year INTEGER NOT NULL,
    as_of_date TEXT NOT NULL,
    published_date TEXT,
    vintage_date TEXT NOT NULL,
    language TEXT NOT NULL,
    unit_id TEXT NOT NULL REFERENCES unit (id),
    licence TEXT NOT NULL,
    publisher TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    line_count INTEGER NOT NULL,
    table_count INTEGER NOT NULL,
    money_cell_count INTEGER NOT NULL,
    dropped_cell_count INTEGER NOT NULL,
    key_figure_cell_count INTEGER NOT NULL,
    budget_line_count INTEGER NOT NULL,
    finding_count INTEGER NOT NULL,
    unread_line_count INTEGER NOT NULL
) STRICT;

CREATE TABLE document_line (
    document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (document_id, line)
) STRICT;

-- `columns` is a JSON list of labels and roles.
CREATE TABLE printed_table (
    id TEXT NOT NULL PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    first_line INTEGER NOT NULL,
    last_line INTEGER NOT NULL,
    scale INTEGER NOT NULL,
    columns TEXT NOT NULL
) STRICT;

CREATE TABLE table_row (
    table_id TEXT NOT NULL REFERENCES printed_table (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    line INTEGER NOT NULL,
    label TEXT NOT NULL,
    unit_id TEXT REFERENCES unit (id),
    account TEXT REFERENCES account (code),
    PRIMARY KEY (table_id, position)
) STRICT;

CREATE TABLE cell (
    id TEXT NOT NULL PRIMARY KEY,
    table_id TEXT NOT NULL,
    row_position INTEGER NOT NULL,
    position INTEGER NOT NULL,
    column_ordinal INTEGER NOT NULL,
    line INTEGER NOT NULL,
    printed TEXT NOT NULL,
    kind TEXT NOT NULL,
    value INTEGER,
    assignment TEXT NOT NULL,
    FOREIGN KEY (table_id, row_position) REFERENCES table_row (table_id, position) ON DELETE CASCADE
) STRICT;

-- Amounts are euro cents. `known_from` and `superseded_on` are derived at import.
CREATE TABLE budget_line (
    id TEXT NOT NULL PRIMARY KEY,
    cell_id TEXT NOT NULL REFERENCES cell (id) ON DELETE CASCADE,
    document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    unit_id TEXT NOT NULL REFERENCES unit (id),
    account TEXT NOT NULL REFERENCES account (code),
    scenario TEXT NOT NULL,
    fiscal_year INTEGER NOT NULL,
    period_start TEXT NOT NULL,
    period_end TEXT NOT NULL,
    amount INTEGER,
    missing_reason TEXT,
    corrected_amount INTEGER,
    printed TEXT NOT NULL,
    table_id TEXT NOT NULL REFERENCES printed_table (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    column_ordinal INTEGER NOT NULL,
    row_label TEXT NOT NULL,
    column_label TEXT NOT NULL,
    repeat_of TEXT,
    known_from TEXT NOT NULL,
    superseded_on TEXT,
    CHECK ((amount IS NULL) = (missing_reason IS NOT NULL))
) STRICT;

-- Values are euro cents.
CREATE TABLE finding (
    id TEXT NOT NULL PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL,
    verdict TEXT NOT NULL,
    message TEXT NOT NULL,
    line INTEGER NOT NULL,
    printed_value INTEGER,
    implied_value INTEGER
) STRICT;

-- A finding may name a place where no cell could be made, so `cell_id` refers to nothing.
CREATE TABLE finding_cell (
    finding_id TEXT NOT NULL REFERENCES finding (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    cell_id TEXT NOT NULL,
    PRIMARY KEY (finding_id, position)
) STRICT;

-- The releases, the last of which is what is stored now.
CREATE TABLE dataset (
    sequence INTEGER NOT NULL PRIMARY KEY,
    release_id TEXT NOT NULL,
    imported_at TEXT NOT NULL
) STRICT;

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
