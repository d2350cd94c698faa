CREATE TABLE dataset (
    sequence BIGINT NOT NULL PRIMARY KEY,
    release_id TEXT COLLATE "C" NOT NULL,
    imported_at TEXT COLLATE "C" NOT NULL
);

INSERT INTO dataset (sequence, release_id, imported_at)
    SELECT number, id, COALESCE(imported_at, '') FROM dataset_release;

DROP TABLE dataset_release_file;
DROP TABLE dataset_release_document;
DROP TABLE dataset_release_table;
DROP TABLE dataset_release;
