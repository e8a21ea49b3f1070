-- gold_load_summary on duckdb: one row per period per file

-- create
CREATE TABLE IF NOT EXISTS gold_load_summary (
  dataset varchar,
  period varchar,
  file_sha256 varchar,
  file_name varchar,
  file_rank bigint,
  is_national boolean,
  is_current boolean,
  areas bigint,
  days bigint,
  file_rows_in bigint,
  file_rows_quarantined bigint,
  file_rows_superseded bigint,
  rows_kept bigint,
  rows_live bigint,
  flags varchar,
  encoding varchar,
  vintage varchar,
  unmapped_columns varchar,
  published date,
  warnings varchar,
  is_synthetic boolean
);

-- candidate
CREATE TABLE gold_load_summary__candidate_{sha8} AS
SELECT
  dataset, period, file_sha256, file_name, file_rank, is_national, is_current, areas, days, file_rows_in, file_rows_quarantined,
  file_rows_superseded, rows_kept, rows_live, flags, encoding, vintage, unmapped_columns, published, warnings, is_synthetic
FROM (
SELECT
  p.dataset,
  p.period,
  p.file_sha256,
  f.file_name,
  p.file_rank,
  p.is_national,
  p.is_current,
  p.areas,
  p.days,
  f.rows_in AS file_rows_in,
  f.rows_quarantined AS file_rows_quarantined,
  f.rows_superseded AS file_rows_superseded,
  p.rows_kept,
  p.rows_live,
  p.flags,
  f.encoding,
  f.vintage,
  f.unmapped_columns,
  f.published,
  NULLIF(
    CONCAT_WS(
      ',',
      CASE WHEN NOT p.is_current THEN 'not_current' END,
      CASE WHEN NOT p.is_national THEN 'not_national' END,
      CASE WHEN f.rows_quarantined > 0 THEN 'rows_quarantined' END,
      CASE WHEN f.rows_superseded > 0 THEN 'rows_superseded' END,
      CASE WHEN p.is_synthetic THEN 'synthetic' END,
      CASE WHEN NOT f.unmapped_columns IS NULL THEN 'unmapped_columns' END
    ),
    ''
  ) AS warnings,
  p.is_synthetic
FROM ops_file_period AS p
JOIN ops_file_log AS f
  ON p.dataset = f.dataset AND p.file_sha256 = f.file_sha256
) AS computed;

-- merge
MERGE INTO gold_load_summary AS t
USING (
  SELECT 'U' AS op,
    c.dataset, c.period, c.file_sha256, c.file_name, c.file_rank, c.is_national, c.is_current, c.areas, c.days, c.file_rows_in,
    c.file_rows_quarantined, c.file_rows_superseded, c.rows_kept, c.rows_live, c.flags, c.encoding, c.vintage, c.unmapped_columns,
    c.published, c.warnings, c.is_synthetic
  FROM gold_load_summary__candidate_{sha8} AS c
  UNION ALL
  SELECT 'D' AS op,
    t.dataset, t.period, t.file_sha256, NULL AS file_name, NULL AS file_rank, NULL AS is_national, NULL AS is_current, NULL AS areas,
    NULL AS days, NULL AS file_rows_in, NULL AS file_rows_quarantined, NULL AS file_rows_superseded, NULL AS rows_kept, NULL AS rows_live,
    NULL AS flags, NULL AS encoding, NULL AS vintage, NULL AS unmapped_columns, NULL AS published, NULL AS warnings, NULL AS is_synthetic
  FROM gold_load_summary AS t
  LEFT JOIN gold_load_summary__candidate_{sha8} AS c ON c.dataset = t.dataset AND c.period = t.period AND c.file_sha256 = t.file_sha256
  WHERE c.dataset IS NULL
) AS s
ON t.dataset = s.dataset AND t.period = s.period AND t.file_sha256 = s.file_sha256
WHEN MATCHED AND s.op = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET
  file_name = s.file_name, file_rank = s.file_rank, is_national = s.is_national, is_current = s.is_current, areas = s.areas,
  days = s.days, file_rows_in = s.file_rows_in, file_rows_quarantined = s.file_rows_quarantined,
  file_rows_superseded = s.file_rows_superseded, rows_kept = s.rows_kept, rows_live = s.rows_live, flags = s.flags, encoding = s.encoding,
  vintage = s.vintage, unmapped_columns = s.unmapped_columns, published = s.published, warnings = s.warnings,
  is_synthetic = s.is_synthetic
WHEN NOT MATCHED AND s.op <> 'D' THEN INSERT (
  dataset, period, file_sha256, file_name, file_rank, is_national, is_current, areas, days, file_rows_in, file_rows_quarantined,
  file_rows_superseded, rows_kept, rows_live, flags, encoding, vintage, unmapped_columns, published, warnings, is_synthetic
) VALUES (
  s.dataset, s.period, s.file_sha256, s.file_name, s.file_rank, s.is_national, s.is_current, s.areas, s.days, s.file_rows_in,
  s.file_rows_quarantined, s.file_rows_superseded, s.rows_kept, s.rows_live, s.flags, s.encoding, s.vintage, s.unmapped_columns,
  s.published, s.warnings, s.is_synthetic
);

-- discard
DROP TABLE IF EXISTS gold_load_summary__candidate_{sha8};
