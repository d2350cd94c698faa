-- Releases: every state that the content was in, what it held, and the files made of it.

CREATE TABLE dataset_release (
    number INTEGER NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    digest TEXT,
    imported_at TEXT
) STRICT;

INSERT INTO dataset_release (number, id, imported_at)
    SELECT sequence, release_id, imported_at FROM dataset;

DROP TABLE dataset;

CREATE TABLE dataset_release_table (
    number INTEGER NOT NULL REFERENCES dataset_release (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (number, position)
) STRICT;

-- `content` is a digest of what was read from the document.
CREATE TABLE dataset_release_document (
    number INTEGER NOT NULL REFERENCES dataset_release (number) ON DELETE CASCADE,
    document_id TEXT NOT NULL,
    title TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (number, document_id)
) STRICT;

-- Files are of the content, whatever number it has.
CREATE TABLE dataset_release_file (
    release_id TEXT NOT NULL,
    name TEXT NOT NULL,
    byte_size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (release_id, name)
) STRICT;

CREATE INDEX dataset_release_by_id ON dataset_release (id);
