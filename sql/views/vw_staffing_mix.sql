SELECT
  ccn, state, month, quarter, role_set, hours, employee_hours, contract_hours, rate(contract_hours, hours) AS contract_share,
  facility_name, resident_days, days_counted, days_excluded, is_incomplete, is_synthetic
FROM gold_monthly_staffing_fact
