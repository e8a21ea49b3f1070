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
  TRY_CAST(CAST(CAST((
    TRY_CAST(contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(hours AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(hours AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(hours AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS contract_share,
  facility_name,
  resident_days,
  days_counted,
  days_excluded,
  is_incomplete,
  is_synthetic
FROM kerok_healthcare.gold_monthly_staffing_fact AS gold_monthly_staffing_fact;
