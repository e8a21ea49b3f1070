-- vw_staffing_vs_occupancy on athena: one row per facility per month per role set

-- view
CREATE OR REPLACE VIEW kerok_healthcare.vw_staffing_vs_occupancy AS
SELECT
  ccn,
  state,
  month,
  role_set,
  hours,
  resident_days,
  TRY_CAST(CAST(hours AS DOUBLE) / NULLIF(CAST(resident_days AS DOUBLE), 0) AS DECIMAL(12, 6)) AS hprd,
  certified_beds,
  observed_days,
  TRY_CAST(CAST(census_days AS DOUBLE) / NULLIF(CAST(certified_beds * observed_days AS DOUBLE), 0) AS DECIMAL(12, 6)) AS utilization,
  facility_name,
  quarter,
  census_days,
  beds_processing_date,
  beds_lag_days,
  beds_backfilled,
  is_incomplete,
  is_synthetic
FROM kerok_healthcare.gold_monthly_staffing_fact AS gold_monthly_staffing_fact;
