-- Releases: every state that the content was in, what it held, and the files made of it.

CREATE TABLE dataset_release (
    number BIGINT NOT NULL PRIMARY KEY,
    id TEXT COLLATE "C" NOT NULL,
    digest TEXT COLLATE "C",
    imported_at TEXT COLLATE "C"
);

INSERT INTO dataset_release (number, id, imported_at)
    SELECT sequence, release_id, imported_at FROM dataset;

DROP TABLE dataset;

CREATE TABLE dataset_release_table (
    number BIGINT NOT NULL REFERENCES dataset_release (number) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    row_count BIGINT NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (number, position)
);

-- `content` is a digest of what was read from the document.
CREATE TABLE dataset_release_document (
    number BIGINT NOT NULL REFERENCES dataset_release (number) ON DELETE CASCADE,
    document_id TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL,
    content TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (number, document_id)
);

-- Files are of the content, whatever number it has.
CREATE TABLE dataset_release_file (
    release_id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    byte_size BIGINT NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (release_id, name)
);

CREATE INDEX dataset_release_by_id ON dataset_release (id);
