-- vw_staffing_mix on duckdb: one row per facility per month per role set

-- view
CREATE OR REPLACE VIEW vw_staffing_mix AS
SELECT
  ccn,
  state,
  month,
  quarter,
  role_set,
  hours,
  employee_hours,
  contract_hours,
  CASE
    WHEN ABS(
      CAST(contract_hours AS DOUBLE) / NULLIF(CAST(hours AS DOUBLE), 0) * 1000000 % 1 - 0.5
    ) < 0.001
    THEN TRY_CAST(CAST(CAST((
      TRY_CAST(contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(hours AS DECIMAL(20, 6)), 0)
    ) - (
      TRY_CAST(contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(hours AS DECIMAL(20, 6)), 0)
    ) % (
      NULLIF(TRY_CAST(hours AS DECIMAL(20, 6)), 0) * 2
    ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6))
    ELSE TRY_CAST(CAST(contract_hours AS DOUBLE) / NULLIF(CAST(hours AS DOUBLE), 0) AS DECIMAL(12, 6))
  END AS contract_share,
  facility_name,
  resident_days,
  days_counted,
  days_excluded,
  is_incomplete,
  is_synthetic
FROM gold_monthly_staffing_fact;
