SELECT
  ccn, state, month, census_days AS resident_days, observed_days, certified_beds,
  certified_beds * observed_days AS bed_days,
  rate(census_days, certified_beds * observed_days) AS utilization,
  beds_processing_date, beds_lag_days, beds_backfilled,
  facility_name, quarter, beds_missing_reason, census_days > certified_beds * observed_days AS is_over_certified, is_incomplete, is_synthetic
FROM gold_monthly_staffing_fact
WHERE role_set = 'cms_total'
