-- ops_file_period on trino: one row per source file per period

-- create
CREATE TABLE IF NOT EXISTS kerok_healthcare.ops_file_period (
  dataset varchar,
  period varchar,
  file_sha256 varchar,
  file_rank bigint,
  is_national boolean,
  is_current boolean,
  rows_kept bigint,
  rows_live bigint,
  areas bigint,
  days bigint,
  flags varchar,
  is_synthetic boolean
)
WITH (format = 'PARQUET', format_version = 2, sorted_by = ARRAY['dataset', 'period', 'file_rank']);

-- candidate
CREATE TABLE kerok_healthcare.ops_file_period__candidate_{sha8} (
  dataset varchar,
  period varchar,
  file_sha256 varchar,
  file_rank bigint,
  is_national boolean,
  is_current boolean,
  rows_kept bigint,
  rows_live bigint,
  areas bigint,
  days bigint,
  flags varchar,
  is_synthetic boolean
)
WITH (format = 'PARQUET', format_version = 2);

-- merge
MERGE INTO kerok_healthcare.ops_file_period AS t
USING (
  SELECT 'U' AS op,
    c.dataset, c.period, c.file_sha256, c.file_rank, c.is_national, c.is_current, c.rows_kept, c.rows_live, c.areas, c.days, c.flags,
    c.is_synthetic
  FROM kerok_healthcare.ops_file_period__candidate_{sha8} AS c
  UNION ALL
  SELECT 'D' AS op,
    t.dataset, t.period, t.file_sha256, NULL AS file_rank, NULL AS is_national, NULL AS is_current, NULL AS rows_kept, NULL AS rows_live,
    NULL AS areas, NULL AS days, NULL AS flags, NULL AS is_synthetic
  FROM kerok_healthcare.ops_file_period AS t
  LEFT JOIN kerok_healthcare.ops_file_period__candidate_{sha8} AS c ON c.dataset = t.dataset AND c.period = t.period AND c.file_sha256 = t.file_sha256
  WHERE c.dataset IS NULL
) AS s
ON t.dataset = s.dataset AND t.period = s.period AND t.file_sha256 = s.file_sha256
WHEN MATCHED AND s.op = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET
  file_rank = s.file_rank, is_national = s.is_national, is_current = s.is_current, rows_kept = s.rows_kept, rows_live = s.rows_live,
  areas = s.areas, days = s.days, flags = s.flags, is_synthetic = s.is_synthetic
WHEN NOT MATCHED AND s.op <> 'D' THEN INSERT (
  dataset, period, file_sha256, file_rank, is_national, is_current, rows_kept, rows_live, areas, days, flags, is_synthetic
) VALUES (
  s.dataset, s.period, s.file_sha256, s.file_rank, s.is_national, s.is_current, s.rows_kept, s.rows_live, s.areas, s.days, s.flags,
  s.is_synthetic
);

-- discard
DROP TABLE IF EXISTS kerok_healthcare.ops_file_period__candidate_{sha8};

-- optimize
ALTER TABLE kerok_healthcare.ops_file_period EXECUTE optimize;

-- expire
ALTER TABLE kerok_healthcare.ops_file_period EXECUTE expire_snapshots(retention_threshold => '7d');
