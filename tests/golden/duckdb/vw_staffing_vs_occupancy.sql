-- vw_staffing_vs_occupancy on duckdb: one row per facility per month per role set

-- view
CREATE OR REPLACE VIEW vw_staffing_vs_occupancy AS
SELECT
  ccn,
  state,
  month,
  role_set,
  hours,
  resident_days,
  CASE
    WHEN ABS(
      CAST(hours AS DOUBLE) / NULLIF(CAST(resident_days AS DOUBLE), 0) * 1000000 % 1 - 0.5
    ) < 0.001
    THEN TRY_CAST(CAST(CAST((
      TRY_CAST(hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(resident_days AS DECIMAL(20, 6)), 0)
    ) - (
      TRY_CAST(hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(resident_days AS DECIMAL(20, 6)), 0)
    ) % (
      NULLIF(TRY_CAST(resident_days AS DECIMAL(20, 6)), 0) * 2
    ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6))
    ELSE TRY_CAST(CAST(hours AS DOUBLE) / NULLIF(CAST(resident_days AS DOUBLE), 0) AS DECIMAL(12, 6))
  END AS hprd,
  certified_beds,
  observed_days,
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
  facility_name,
  quarter,
  census_days,
  beds_processing_date,
  beds_lag_days,
  beds_backfilled,
  is_incomplete,
  is_synthetic
FROM gold_monthly_staffing_fact;
