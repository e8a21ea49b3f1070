-- ops_file_log on duckdb: one row per source file

-- create
CREATE TABLE IF NOT EXISTS ops_file_log (
  file_sha256 varchar,
  file_name varchar,
  dataset varchar,
  period varchar,
  status varchar,
  rows_in bigint,
  rows_kept bigint,
  rows_quarantined bigint,
  rows_superseded bigint,
  rows_withdrawn bigint,
  encoding varchar,
  vintage varchar,
  unmapped_columns varchar,
  published date,
  received_at varchar,
  started_at varchar,
  finished_at varchar,
  error varchar
);

-- candidate
CREATE TABLE ops_file_log__candidate_{sha8} (
  file_sha256 varchar,
  file_name varchar,
  dataset varchar,
  period varchar,
  status varchar,
  rows_in bigint,
  rows_kept bigint,
  rows_quarantined bigint,
  rows_superseded bigint,
  rows_withdrawn bigint,
  encoding varchar,
  vintage varchar,
  unmapped_columns varchar,
  published date,
  received_at varchar,
  started_at varchar,
  finished_at varchar,
  error varchar
);

-- merge
MERGE INTO ops_file_log AS t
USING (
  SELECT 'U' AS op,
    c.file_sha256, c.file_name, c.dataset, c.period, c.status, c.rows_in, c.rows_kept, c.rows_quarantined, c.rows_superseded,
    c.rows_withdrawn, c.encoding, c.vintage, c.unmapped_columns, c.published, c.received_at, c.started_at, c.finished_at, c.error
  FROM ops_file_log__candidate_{sha8} AS c
  UNION ALL
  SELECT 'D' AS op,
    t.file_sha256, NULL AS file_name, t.dataset, NULL AS period, NULL AS status, NULL AS rows_in, NULL AS rows_kept,
    NULL AS rows_quarantined, NULL AS rows_superseded, NULL AS rows_withdrawn, NULL AS encoding, NULL AS vintage,
    NULL AS unmapped_columns, NULL AS published, NULL AS received_at, NULL AS started_at, NULL AS finished_at, NULL AS error
  FROM ops_file_log AS t
  LEFT JOIN ops_file_log__candidate_{sha8} AS c ON c.dataset = t.dataset AND c.file_sha256 = t.file_sha256
  WHERE c.dataset IS NULL
) AS s
ON t.dataset = s.dataset AND t.file_sha256 = s.file_sha256
WHEN MATCHED AND s.op = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET
  file_name = s.file_name, period = s.period, status = s.status, rows_in = s.rows_in, rows_kept = s.rows_kept,
  rows_quarantined = s.rows_quarantined, rows_superseded = s.rows_superseded, rows_withdrawn = s.rows_withdrawn, encoding = s.encoding,
  vintage = s.vintage, unmapped_columns = s.unmapped_columns, published = s.published, received_at = s.received_at,
  started_at = s.started_at, finished_at = s.finished_at, error = s.error
WHEN NOT MATCHED AND s.op <> 'D' THEN INSERT (
  file_sha256, file_name, dataset, period, status, rows_in, rows_kept, rows_quarantined, rows_superseded, rows_withdrawn, encoding,
  vintage, unmapped_columns, published, received_at, started_at, finished_at, error
) VALUES (
  s.file_sha256, s.file_name, s.dataset, s.period, s.status, s.rows_in, s.rows_kept, s.rows_quarantined, s.rows_superseded,
  s.rows_withdrawn, s.encoding, s.vintage, s.unmapped_columns, s.published, s.received_at, s.started_at, s.finished_at, s.error
);

-- discard
DROP TABLE IF EXISTS ops_file_log__candidate_{sha8};
