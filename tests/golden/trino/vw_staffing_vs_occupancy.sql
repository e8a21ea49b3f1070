-- vw_staffing_vs_occupancy on trino: one row per facility per month per role set

-- view
CREATE OR REPLACE VIEW kerok_healthcare.vw_staffing_vs_occupancy AS
SELECT
  ccn,
  state,
  month,
  role_set,
  hours,
  resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS hprd,
  certified_beds,
  observed_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(census_days AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(certified_beds * observed_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(census_days AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(certified_beds * observed_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(certified_beds * observed_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(certified_beds * observed_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS utilization,
  facility_name,
  quarter,
  census_days,
  beds_processing_date,
  beds_lag_days,
  beds_backfilled,
  is_incomplete,
  is_synthetic
FROM kerok_healthcare.gold_monthly_staffing_fact AS gold_monthly_staffing_fact;
