-- vw_presence on duckdb: one row per facility ever seen per PBJ quarter loaded

-- view
CREATE OR REPLACE VIEW vw_presence AS
WITH quarters AS (
  SELECT
    period AS quarter,
    BOOL_OR(CAST(is_national AND is_current AS BOOLEAN)) AS is_full,
    CAST(CAST(CAST(SUBSTRING(period, 1, 4) || '-01-01' AS DATE) + INTERVAL (3 * CAST(SUBSTRING(period, 6, 1) AS INT)) MONTH AS DATE) + INTERVAL (-1) DAY AS DATE) AS last_day
  FROM gold_load_summary
  WHERE
    dataset = 'pbj' AND is_current
  GROUP BY
    period
), releases AS (
  SELECT
    CAST(period AS DATE) AS processing_date
  FROM gold_load_summary
  WHERE
    dataset = 'providerinfo' AND is_national AND is_current
), around AS (
  SELECT
    q.quarter,
    q.is_full,
    q.last_day,
    MAX(CASE WHEN r.processing_date <= q.last_day THEN r.processing_date END) AS release_before,
    MIN(CASE WHEN r.processing_date > q.last_day THEN r.processing_date END) AS release_after
  FROM quarters AS q
  LEFT JOIN releases AS r
    ON ABS(DATE_DIFF('DAY', r.processing_date, q.last_day)) <= 366
  GROUP BY
    q.quarter,
    q.is_full,
    q.last_day
), homes AS (
  SELECT
    d.ccn,
    a.quarter,
    NOT f.ccn IS NULL AS in_pbj,
    CASE
      WHEN d.first_processing_date <= a.last_day AND d.processing_date > a.last_day
      THEN TRUE
      WHEN NOT a.release_before IS NULL
      THEN COALESCE(
        d.first_processing_date <= a.release_before
        AND d.processing_date >= a.release_before,
        FALSE
      )
    END AS in_providerinfo,
    d.first_quarter,
    d.last_quarter,
    d.first_processing_date,
    d.processing_date AS last_processing_date,
    d.facility_name,
    d.state,
    d.is_synthetic,
    COALESCE(a.is_full, FALSE) AS is_full,
    a.last_day,
    a.release_before,
    a.release_after
  FROM gold_facility_dim AS d
  CROSS JOIN around AS a
  LEFT JOIN gold_quarterly_provider_fact AS f
    ON d.ccn = f.ccn AND a.quarter = f.quarter
)
SELECT
  ccn,
  quarter,
  in_pbj,
  in_providerinfo,
  first_quarter AS first_seen,
  last_quarter AS last_seen,
  CASE
    WHEN in_pbj
    THEN 'present'
    WHEN NOT is_full
    THEN 'not_in_extract'
    WHEN first_processing_date <= last_day AND last_processing_date > last_day
    THEN 'suppressed_by_cms'
    WHEN first_quarter < quarter AND last_processing_date > last_day
    THEN 'suppressed_by_cms'
    WHEN first_quarter < quarter AND last_quarter > quarter
    THEN 'suppressed_by_cms'
    WHEN first_processing_date > last_day
    AND NOT release_before IS NULL
    AND COALESCE(first_quarter > quarter, TRUE)
    THEN 'opened_later'
    WHEN last_processing_date <= last_day
    AND NOT release_after IS NULL
    AND COALESCE(last_quarter < quarter, TRUE)
    THEN 'closed'
    ELSE 'unknown'
  END AS reason,
  first_processing_date,
  last_processing_date,
  facility_name,
  state,
  is_synthetic
FROM homes;
