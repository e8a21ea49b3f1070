-- vw_state_staffing_mix on trino: one row per state per month per role set

-- view
CREATE OR REPLACE VIEW kerok_healthcare.vw_state_staffing_mix AS
WITH loaded AS (
  SELECT
    period AS quarter,
    BOOL_OR(is_national AND is_current) AS is_full
  FROM kerok_healthcare.gold_load_summary AS gold_load_summary
  WHERE
    dataset = 'pbj'
  GROUP BY
    period
), months AS (
  SELECT
    state,
    month,
    quarter,
    role_set,
    COUNT(*) AS facilities,
    SUM(hours) AS hours,
    SUM(employee_hours) AS employee_hours,
    SUM(contract_hours) AS contract_hours,
    SUM(resident_days) AS resident_days,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_monthly_staffing_fact AS gold_monthly_staffing_fact
  GROUP BY
    state,
    month,
    quarter,
    role_set
)
SELECT
  m.state,
  m.month,
  m.quarter,
  m.role_set,
  CAST(m.facilities AS BIGINT) AS facilities,
  CAST(m.hours AS DECIMAL(18, 2)) AS hours,
  CAST(m.employee_hours AS DECIMAL(18, 2)) AS employee_hours,
  CAST(m.contract_hours AS DECIMAL(18, 2)) AS contract_hours,
  TRY_CAST(CAST(CAST((
    TRY_CAST(m.contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(m.hours AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(m.contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(m.hours AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(m.hours AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(m.hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS contract_share,
  CAST(m.resident_days AS BIGINT) AS resident_days,
  CASE WHEN l.is_full THEN 'full' ELSE 'partial' END AS coverage,
  m.is_incomplete,
  m.is_synthetic
FROM months AS m
LEFT JOIN loaded AS l
  ON m.quarter = l.quarter;
