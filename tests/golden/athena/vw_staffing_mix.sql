-- vw_staffing_mix on athena: one row per facility per month per role set

-- view
CREATE OR REPLACE VIEW kerok_healthcare.vw_staffing_mix AS
SELECT
  ccn,
  state,
  month,
  quarter,
  role_set,
  hours,
  employee_hours,
  contract_hours,
  TRY_CAST(CAST(contract_hours AS DOUBLE) / NULLIF(CAST(hours AS DOUBLE), 0) AS DECIMAL(12, 6)) AS contract_share,
  facility_name,
  resident_days,
  days_counted,
  days_excluded,
  is_incomplete,
  is_synthetic
FROM kerok_healthcare.gold_monthly_staffing_fact AS gold_monthly_staffing_fact;
