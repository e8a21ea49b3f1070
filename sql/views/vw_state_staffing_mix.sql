WITH loaded AS (
  SELECT period AS quarter, bool_or(is_national AND is_current) AS is_full FROM gold_load_summary WHERE dataset = 'pbj' GROUP BY period
),
months AS (
  SELECT
    state, month, quarter, role_set, count(*) AS facilities, sum(hours) AS hours, sum(employee_hours) AS employee_hours,
    sum(contract_hours) AS contract_hours, sum(resident_days) AS resident_days, bool_or(is_incomplete) AS is_incomplete, bool_or(is_synthetic) AS is_synthetic
  FROM gold_monthly_staffing_fact
  GROUP BY state, month, quarter, role_set
)
SELECT
  m.state, m.month, m.quarter, m.role_set, CAST(m.facilities AS bigint) AS facilities, CAST(m.hours AS decimal(18, 2)) AS hours,
  CAST(m.employee_hours AS decimal(18, 2)) AS employee_hours, CAST(m.contract_hours AS decimal(18, 2)) AS contract_hours,
  rate(m.contract_hours, m.hours) AS contract_share, CAST(m.resident_days AS bigint) AS resident_days,
  CASE WHEN l.is_full THEN 'full' ELSE 'partial' END AS coverage, m.is_incomplete, m.is_synthetic
FROM months m LEFT JOIN loaded l ON m.quarter = l.quarter
