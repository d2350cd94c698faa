-- What documents say besides their budget lines. Pieces of text are JSON: the text, the text as
-- read, the stretches of lines and how they were found. `search` holds the words and their roots,
-- each between blanks.

-- `theme_search` is the theme in lower case. Lists that no filter reaches into are JSON.
CREATE TABLE objective (
    id TEXT NOT NULL PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    unit_id TEXT NOT NULL REFERENCES unit (id),
    fiscal_year INTEGER NOT NULL,
    kind TEXT NOT NULL,
    binding_level TEXT,
    theme TEXT,
    theme_search TEXT,
    text TEXT NOT NULL,
    actions TEXT NOT NULL,
    measures TEXT NOT NULL,
    responsible TEXT NOT NULL,
    schedule TEXT NOT NULL,
    outcomes TEXT NOT NULL,
    outcome_count INTEGER NOT NULL,
    search TEXT NOT NULL
) STRICT;

-- `measure` is the place of the measure in its objective, from 0; `value` is a decimal number.
CREATE TABLE objective_target (
    objective_id TEXT NOT NULL REFERENCES objective (id) ON DELETE CASCADE,
    measure INTEGER NOT NULL,
    position INTEGER NOT NULL,
    comparator TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    printed TEXT NOT NULL,
    PRIMARY KEY (objective_id, measure, position)
) STRICT;

CREATE TABLE objective_sdg (
    objective_id TEXT NOT NULL REFERENCES objective (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    sdg INTEGER NOT NULL,
    PRIMARY KEY (objective_id, position)
) STRICT;

CREATE TABLE risk (
    id TEXT NOT NULL PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    unit_id TEXT NOT NULL REFERENCES unit (id),
    fiscal_year INTEGER NOT NULL,
    category TEXT,
    description TEXT NOT NULL,
    likelihood INTEGER,
    impact INTEGER,
    score INTEGER,
    control TEXT,
    control_status TEXT,
    search TEXT NOT NULL
) STRICT;

CREATE TABLE internal_control_task (
    id TEXT NOT NULL PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    unit_id TEXT NOT NULL REFERENCES unit (id),
    fiscal_year INTEGER NOT NULL,
    task TEXT NOT NULL,
    action TEXT,
    measure TEXT,
    outcome TEXT,
    search TEXT NOT NULL
) STRICT;

CREATE TABLE indicator (
    id TEXT NOT NULL PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    unit_id TEXT NOT NULL REFERENCES unit (id),
    name TEXT NOT NULL,
    parent_id TEXT REFERENCES indicator (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    heading TEXT,
    unit_of_measure TEXT,
    line INTEGER NOT NULL,
    search TEXT NOT NULL
) STRICT;

-- `value` is a decimal number. The id is that of a printed cell where a table holds it; two
-- scenarios of one cell have ids of their own.
CREATE TABLE indicator_value (
    id TEXT NOT NULL PRIMARY KEY,
    indicator_id TEXT NOT NULL REFERENCES indicator (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    scenario TEXT NOT NULL,
    fiscal_year INTEGER NOT NULL,
    period_start TEXT NOT NULL,
    period_end TEXT NOT NULL,
    printed TEXT NOT NULL,
    value TEXT,
    missing_reason TEXT,
    line INTEGER NOT NULL,
    column_ordinal INTEGER NOT NULL,
    column_label TEXT NOT NULL,
    CHECK ((value IS NULL) = (missing_reason IS NOT NULL))
) STRICT;

CREATE TABLE narrative (
    id TEXT NOT NULL PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    unit_id TEXT NOT NULL REFERENCES unit (id),
    kind TEXT NOT NULL,
    heading TEXT,
    text TEXT NOT NULL,
    search TEXT NOT NULL
) STRICT;

CREATE TABLE responsible_person (
    document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    unit_id TEXT NOT NULL REFERENCES unit (id),
    name TEXT NOT NULL,
    line INTEGER NOT NULL,
    PRIMARY KEY (document_id, position)
) STRICT;

CREATE INDEX objective_by_document_id ON objective (document_id, position);
CREATE INDEX objective_by_unit_id ON objective (unit_id);
CREATE INDEX objective_sdg_by_sdg ON objective_sdg (sdg);
CREATE INDEX risk_by_document_id ON risk (document_id, position);
CREATE INDEX risk_by_unit_id ON risk (unit_id);
CREATE INDEX internal_control_task_by_document_id ON internal_control_task (document_id, position);
CREATE INDEX internal_control_task_by_unit_id ON internal_control_task (unit_id);
CREATE INDEX indicator_by_document_id ON indicator (document_id, position);
CREATE INDEX indicator_by_unit_id ON indicator (unit_id);
CREATE INDEX indicator_by_parent_id ON indicator (parent_id);
CREATE INDEX indicator_value_by_indicator_id ON indicator_value (indicator_id, position);
CREATE INDEX narrative_by_document_id ON narrative (document_id, position);
CREATE INDEX narrative_by_unit_id ON narrative (unit_id);
CREATE INDEX responsible_person_by_unit_id ON responsible_person (unit_id);
