-- A ledger of version 1, made by its own SQL: one request of session "old", 1 token in and 6 out.
PRAGMA journal_mode = WAL;
CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE models (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE places (id INTEGER PRIMARY KEY, project TEXT NOT NULL, session TEXT NOT NULL, file_session TEXT);
CREATE TABLE files (id INTEGER PRIMARY KEY, inode INTEGER NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, offset INTEGER NOT NULL, tail_hash INTEGER NOT NULL, in_skipped_line INTEGER NOT NULL);
CREATE TABLE requests (message INTEGER NOT NULL, request INTEGER NOT NULL, time_ms INTEGER NOT NULL, place INTEGER NOT NULL, model INTEGER NOT NULL, flags INTEGER NOT NULL, input INTEGER NOT NULL, output INTEGER NOT NULL, write_5m INTEGER NOT NULL, write_1h INTEGER NOT NULL, cache_read INTEGER NOT NULL, web_searches INTEGER NOT NULL, stated_pico_usd INTEGER, PRIMARY KEY (message, request)) WITHOUT ROWID;
CREATE TABLE quarters (quarter INTEGER NOT NULL, place INTEGER NOT NULL, model INTEGER NOT NULL, fast INTEGER NOT NULL, n_requests INTEGER NOT NULL, n_unpriced INTEGER NOT NULL, input INTEGER NOT NULL, output INTEGER NOT NULL, write_5m INTEGER NOT NULL, write_1h INTEGER NOT NULL, cache_read INTEGER NOT NULL, web_searches INTEGER NOT NULL, pico_usd INTEGER NOT NULL, PRIMARY KEY (quarter, place, model, fast)) WITHOUT ROWID;
INSERT INTO models VALUES (1, 'claude-opus-5-5');
INSERT INTO places VALUES (7, 'p', 'old', NULL);
INSERT INTO requests VALUES (5, 6, 1795262400000, 7, 1, 0, 1, 6, 0, 0, 0, 0, NULL);
INSERT INTO meta VALUES ('requests', 1);
PRAGMA application_id = 1399278693;
PRAGMA user_version = 1;
