SELECT
  ccn, state, month, role_set, hours, resident_days, rate(hours, resident_days) AS hprd, certified_beds, observed_days,
  rate(census_days, certified_beds * observed_days) AS utilization,
  facility_name, quarter, census_days, beds_processing_date, beds_lag_days, beds_backfilled, is_incomplete, is_synthetic
FROM gold_monthly_staffing_fact
