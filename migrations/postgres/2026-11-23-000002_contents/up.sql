-- What documents say besides their budget lines. Pieces of text are JSON: the text, the text as
-- read, the stretches of lines and how they were found. `search` holds the words and their roots,
-- each between blanks.

-- `theme_search` is the theme in lower case. Lists that no filter reaches into are JSON.
CREATE TABLE objective (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    document_id TEXT COLLATE "C" NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES unit (id),
    fiscal_year BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    binding_level TEXT COLLATE "C",
    theme TEXT COLLATE "C",
    theme_search TEXT COLLATE "C",
    text TEXT COLLATE "C" NOT NULL,
    actions TEXT COLLATE "C" NOT NULL,
    measures TEXT COLLATE "C" NOT NULL,
    responsible TEXT COLLATE "C" NOT NULL,
    schedule TEXT COLLATE "C" NOT NULL,
    outcomes TEXT COLLATE "C" NOT NULL,
    outcome_count BIGINT NOT NULL,
    search TEXT COLLATE "C" NOT NULL
);

-- `measure` is the place of the measure in its objective, from 0; `value` is a decimal number.
CREATE TABLE objective_target (
    objective_id TEXT COLLATE "C" NOT NULL REFERENCES objective (id) ON DELETE CASCADE,
    measure BIGINT NOT NULL,
    position BIGINT NOT NULL,
    comparator TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C" NOT NULL,
    printed TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (objective_id, measure, position)
);

CREATE TABLE objective_sdg (
    objective_id TEXT COLLATE "C" NOT NULL REFERENCES objective (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    sdg BIGINT NOT NULL,
    PRIMARY KEY (objective_id, position)
);

CREATE TABLE risk (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    document_id TEXT COLLATE "C" NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES unit (id),
    fiscal_year BIGINT NOT NULL,
    category TEXT COLLATE "C",
    description TEXT COLLATE "C" NOT NULL,
    likelihood BIGINT,
    impact BIGINT,
    score BIGINT,
    control TEXT COLLATE "C",
    control_status TEXT COLLATE "C",
    search TEXT COLLATE "C" NOT NULL
);

CREATE TABLE internal_control_task (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    document_id TEXT COLLATE "C" NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES unit (id),
    fiscal_year BIGINT NOT NULL,
    task TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C",
    measure TEXT COLLATE "C",
    outcome TEXT COLLATE "C",
    search TEXT COLLATE "C" NOT NULL
);

CREATE TABLE indicator (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    document_id TEXT COLLATE "C" NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES unit (id),
    name TEXT COLLATE "C" NOT NULL,
    parent_id TEXT COLLATE "C" REFERENCES indicator (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    heading TEXT COLLATE "C",
    unit_of_measure TEXT COLLATE "C",
    line BIGINT NOT NULL,
    search TEXT COLLATE "C" NOT NULL
);

-- `value` is a decimal number. The id is that of a printed cell where a table holds it; two
-- scenarios of one cell have ids of their own.
CREATE TABLE indicator_value (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    indicator_id TEXT COLLATE "C" NOT NULL REFERENCES indicator (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    scenario TEXT COLLATE "C" NOT NULL,
    fiscal_year BIGINT NOT NULL,
    period_start TEXT COLLATE "C" NOT NULL,
    period_end TEXT COLLATE "C" NOT NULL,
    printed TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C",
    missing_reason TEXT COLLATE "C",
    line BIGINT NOT NULL,
    column_ordinal BIGINT NOT NULL,
    column_label TEXT COLLATE "C" NOT NULL,
    CHECK ((value IS NULL) = (missing_reason IS NOT NULL))
);

CREATE TABLE narrative (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    document_id TEXT COLLATE "C" NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES unit (id),
    kind TEXT COLLATE "C" NOT NULL,
    heading TEXT COLLATE "C",
    text TEXT COLLATE "C" NOT NULL,
    search TEXT COLLATE "C" NOT NULL
);

CREATE TABLE responsible_person (
    document_id TEXT COLLATE "C" NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    unit_id TEXT COLLATE "C" NOT NULL REFERENCES unit (id),
    name TEXT COLLATE "C" NOT NULL,
    line BIGINT NOT NULL,
    PRIMARY KEY (document_id, position)
);

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
