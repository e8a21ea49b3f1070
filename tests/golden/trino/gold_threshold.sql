-- gold_threshold on trino: one row per reference line of the user's own

-- create
CREATE TABLE IF NOT EXISTS kerok_healthcare.gold_threshold (
  threshold_id varchar,
  state varchar,
  role_set varchar,
  value decimal(9,4),
  value_to decimal(9,4),
  valid_from date,
  valid_to date,
  citation varchar,
  legal_status varchar,
  file_name varchar,
  file_sha256 varchar
)
WITH (format = 'PARQUET', format_version = 2, sorted_by = ARRAY['threshold_id']);

-- candidate
CREATE TABLE kerok_healthcare.gold_threshold__candidate_{sha8} (
  threshold_id varchar,
  state varchar,
  role_set varchar,
  value decimal(9,4),
  value_to decimal(9,4),
  valid_from date,
  valid_to date,
  citation varchar,
  legal_status varchar,
  file_name varchar,
  file_sha256 varchar
)
WITH (format = 'PARQUET', format_version = 2);

-- check key_is_unique
SELECT
  threshold_id
FROM kerok_healthcare.gold_threshold__candidate_{sha8}
GROUP BY
  threshold_id
HAVING
  COUNT(*) > 1;

-- merge
MERGE INTO kerok_healthcare.gold_threshold AS t
USING (
  SELECT 'U' AS op,
    c.threshold_id, c.state, c.role_set, c.value, c.value_to, c.valid_from, c.valid_to, c.citation, c.legal_status, c.file_name,
    c.file_sha256
  FROM kerok_healthcare.gold_threshold__candidate_{sha8} AS c
  UNION ALL
  SELECT 'D' AS op,
    t.threshold_id, NULL AS state, NULL AS role_set, NULL AS value, NULL AS value_to, NULL AS valid_from, NULL AS valid_to,
    NULL AS citation, NULL AS legal_status, NULL AS file_name, NULL AS file_sha256
  FROM kerok_healthcare.gold_threshold AS t
  LEFT JOIN kerok_healthcare.gold_threshold__candidate_{sha8} AS c ON c.threshold_id = t.threshold_id
  WHERE c.threshold_id IS NULL
) AS s
ON t.threshold_id = s.threshold_id
WHEN MATCHED AND s.op = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET
  state = s.state, role_set = s.role_set, value = s.value, value_to = s.value_to, valid_from = s.valid_from, valid_to = s.valid_to,
  citation = s.citation, legal_status = s.legal_status, file_name = s.file_name, file_sha256 = s.file_sha256
WHEN NOT MATCHED AND s.op <> 'D' THEN INSERT (
  threshold_id, state, role_set, value, value_to, valid_from, valid_to, citation, legal_status, file_name, file_sha256
) VALUES (
  s.threshold_id, s.state, s.role_set, s.value, s.value_to, s.valid_from, s.valid_to, s.citation, s.legal_status, s.file_name,
  s.file_sha256
);

-- discard
DROP TABLE IF EXISTS kerok_healthcare.gold_threshold__candidate_{sha8};

-- optimize
ALTER TABLE kerok_healthcare.gold_threshold EXECUTE optimize;

-- expire
ALTER TABLE kerok_healthcare.gold_threshold EXECUTE expire_snapshots(retention_threshold => '7d');
