-- ops_release_quarter on trino: one row per Provider Info release

-- create
CREATE TABLE IF NOT EXISTS kerok_healthcare.ops_release_quarter (
  processing_date date,
  described_quarter varchar,
  method varchar,
  facilities bigint,
  facilities_compared bigint,
  facilities_matching bigint,
  match_share decimal(12,6),
  is_synthetic boolean
)
WITH (format = 'PARQUET', format_version = 2, sorted_by = ARRAY['processing_date']);

-- candidate
CREATE TABLE kerok_healthcare.ops_release_quarter__candidate_{sha8}
WITH (format = 'PARQUET', format_version = 2) AS
SELECT
  processing_date, described_quarter, method, facilities, facilities_compared, facilities_matching, match_share, is_synthetic
FROM (
WITH release_quarter AS (
  WITH releases AS (
    SELECT
      processing_date,
      COUNT(*) AS facilities,
      BOOL_OR(is_synthetic) AS is_synthetic
    FROM kerok_healthcare.silver_providerinfo AS silver_providerinfo
    GROUP BY
      processing_date
  )
  SELECT
    processing_date,
    facilities,
    is_synthetic,
    CASE
      WHEN processing_date BETWEEN CAST('2000-01-01' AS DATE) AND CAST('2018-03-31' AS DATE)
      THEN CAST(NULL AS VARCHAR)
      WHEN processing_date BETWEEN CAST('2020-07-01' AS DATE) AND CAST('2020-09-30' AS DATE)
      THEN '2019Q4'
      WHEN processing_date BETWEEN CAST('2024-04-01' AS DATE) AND CAST('2024-06-30' AS DATE)
      THEN '2023Q3'
      WHEN QUARTER(processing_date) = 1
      THEN CAST(YEAR(processing_date) - 1 AS VARCHAR) || 'Q3'
      WHEN QUARTER(processing_date) = 2
      THEN CAST(YEAR(processing_date) - 1 AS VARCHAR) || 'Q4'
      WHEN QUARTER(processing_date) = 3
      THEN CAST(YEAR(processing_date) AS VARCHAR) || 'Q1'
      ELSE CAST(YEAR(processing_date) AS VARCHAR) || 'Q2'
    END AS described_quarter,
    CASE
      WHEN processing_date BETWEEN CAST('2000-01-01' AS DATE) AND CAST('2018-03-31' AS DATE)
      THEN 'staffing still from the CMS-671 form'
      WHEN processing_date BETWEEN CAST('2020-07-01' AS DATE) AND CAST('2020-09-30' AS DATE)
      THEN 'COVID-19 waiver: held at 2019Q4, 2020Q1 never shown'
      WHEN processing_date BETWEEN CAST('2024-04-01' AS DATE) AND CAST('2024-06-30' AS DATE)
      THEN 'freeze before the new case-mix method, 2023Q4 never shown'
      ELSE 'calendar'
    END AS method
  FROM releases
), compared AS (
  SELECT
    p.processing_date,
    COUNT(*) AS facilities_compared,
    COUNT_IF(
      p.reported_total_nurse_staffing_hours_per_resident_per_day = TRY_CAST(CAST(CAST(CAST(g.cms_total_hours * 200000 AS BIGINT) + g.cms_total_resident_days - (
        CAST(g.cms_total_hours * 200000 AS BIGINT) + g.cms_total_resident_days
      ) % NULLIF(2 * g.cms_total_resident_days, 0) AS DOUBLE) / NULLIF(CAST(2 * g.cms_total_resident_days AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.00001' AS DECIMAL(6, 5)) AS DECIMAL(12, 5))
    ) AS facilities_matching
  FROM kerok_healthcare.silver_providerinfo AS p
  JOIN release_quarter AS r
    ON p.processing_date = r.processing_date
  JOIN kerok_healthcare.gold_quarterly_provider_fact AS g
    ON p.ccn = g.ccn AND r.described_quarter = g.quarter
  WHERE
    NOT p.reported_total_nurse_staffing_hours_per_resident_per_day IS NULL
    AND g.cms_total_resident_days > 0
  GROUP BY
    p.processing_date
)
SELECT
  r.processing_date,
  r.described_quarter,
  r.method,
  CAST(r.facilities AS BIGINT) AS facilities,
  CAST(COALESCE(c.facilities_compared, 0) AS BIGINT) AS facilities_compared,
  CAST(COALESCE(c.facilities_matching, 0) AS BIGINT) AS facilities_matching,
  TRY_CAST(CAST(CAST((
    TRY_CAST(c.facilities_matching AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(c.facilities_compared AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(c.facilities_matching AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(c.facilities_compared AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(c.facilities_compared AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(c.facilities_compared AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS match_share,
  r.is_synthetic
FROM release_quarter AS r
LEFT JOIN compared AS c
  ON r.processing_date = c.processing_date
) AS computed;

-- merge
MERGE INTO kerok_healthcare.ops_release_quarter AS t
USING (
  SELECT 'U' AS op,
    c.processing_date, c.described_quarter, c.method, c.facilities, c.facilities_compared, c.facilities_matching, c.match_share,
    c.is_synthetic
  FROM kerok_healthcare.ops_release_quarter__candidate_{sha8} AS c
  UNION ALL
  SELECT 'D' AS op,
    t.processing_date, NULL AS described_quarter, NULL AS method, NULL AS facilities, NULL AS facilities_compared,
    NULL AS facilities_matching, NULL AS match_share, NULL AS is_synthetic
  FROM kerok_healthcare.ops_release_quarter AS t
  LEFT JOIN kerok_healthcare.ops_release_quarter__candidate_{sha8} AS c ON c.processing_date = t.processing_date
  WHERE c.processing_date IS NULL
) AS s
ON t.processing_date = s.processing_date
WHEN MATCHED AND s.op = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET
  described_quarter = s.described_quarter, method = s.method, facilities = s.facilities, facilities_compared = s.facilities_compared,
  facilities_matching = s.facilities_matching, match_share = s.match_share, is_synthetic = s.is_synthetic
WHEN NOT MATCHED AND s.op <> 'D' THEN INSERT (
  processing_date, described_quarter, method, facilities, facilities_compared, facilities_matching, match_share, is_synthetic
) VALUES (
  s.processing_date, s.described_quarter, s.method, s.facilities, s.facilities_compared, s.facilities_matching, s.match_share,
  s.is_synthetic
);

-- discard
DROP TABLE IF EXISTS kerok_healthcare.ops_release_quarter__candidate_{sha8};

-- optimize
ALTER TABLE kerok_healthcare.ops_release_quarter EXECUTE optimize;

-- expire
ALTER TABLE kerok_healthcare.ops_release_quarter EXECUTE expire_snapshots(retention_threshold => '7d');
