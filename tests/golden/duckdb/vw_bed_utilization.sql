-- vw_bed_utilization on duckdb: one row per facility per month

-- view
CREATE OR REPLACE VIEW vw_bed_utilization AS
SELECT
  ccn,
  state,
  month,
  census_days AS resident_days,
  observed_days,
  certified_beds,
  certified_beds * observed_days AS bed_days,
  CASE
    WHEN ABS(
      CAST(census_days AS DOUBLE) / NULLIF(CAST(certified_beds * observed_days AS DOUBLE), 0) * 1000000 % 1 - 0.5
    ) < 0.001
    THEN TRY_CAST(CAST(CAST((
      TRY_CAST(census_days AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(certified_beds * observed_days AS DECIMAL(20, 6)), 0)
    ) - (
      TRY_CAST(census_days AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(certified_beds * observed_days AS DECIMAL(20, 6)), 0)
    ) % (
      NULLIF(TRY_CAST(certified_beds * observed_days AS DECIMAL(20, 6)), 0) * 2
    ) AS DOUBLE) / NULLIF(
      CAST(NULLIF(TRY_CAST(certified_beds * observed_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
      0
    ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6))
    ELSE TRY_CAST(CAST(census_days AS DOUBLE) / NULLIF(CAST(certified_beds * observed_days AS DOUBLE), 0) AS DECIMAL(12, 6))
  END AS utilization,
  beds_processing_date,
  beds_lag_days,
  beds_backfilled,
  facility_name,
  quarter,
  beds_missing_reason,
  census_days > certified_beds * observed_days AS is_over_certified,
  is_incomplete,
  is_synthetic
FROM gold_monthly_staffing_fact
WHERE
  role_set = 'cms_total';
