WITH loaded AS (
  SELECT period AS quarter, bool_or(is_national AND is_current) AS is_full FROM gold_load_summary WHERE dataset = 'pbj' GROUP BY period
),
summed AS (
  {% for s in role_sets %}
  SELECT
    state, quarter, '{{ s.name }}' AS role_set, count(*) AS facilities,
    sum({{ s.name }}_hours) AS hours, sum({{ s.name }}_resident_days) AS resident_days,
    sum({{ s.name }}_weekend_hours) AS weekend_hours, sum({{ s.name }}_weekend_resident_days) AS weekend_resident_days,
    sum({{ s.name }}_contract_hours) AS contract_hours, sum({{ s.name }}_days_counted) AS days_counted, sum({{ s.name }}_days_excluded) AS days_excluded,
    bool_or(is_incomplete) AS is_incomplete, bool_or(is_synthetic) AS is_synthetic
  FROM gold_quarterly_provider_fact
  GROUP BY state, quarter
  {% if not loop.last %}UNION ALL{% endif %}

  {% endfor %}
)
SELECT
  s.state, s.quarter, s.role_set, CAST(s.facilities AS bigint) AS facilities,
  CAST(s.hours AS decimal(18, 2)) AS hours, CAST(s.resident_days AS bigint) AS resident_days,
  rate(s.hours, s.resident_days) AS hprd, rate(s.weekend_hours, s.weekend_resident_days) AS weekend_hprd,
  CASE WHEN l.is_full THEN 'full' ELSE 'partial' END AS coverage,
  CAST(s.weekend_hours AS decimal(18, 2)) AS weekend_hours, CAST(s.weekend_resident_days AS bigint) AS weekend_resident_days,
  CAST(s.contract_hours AS decimal(18, 2)) AS contract_hours, rate(s.contract_hours, s.hours) AS contract_share,
  CAST(s.days_counted AS bigint) AS days_counted, CAST(s.days_excluded AS bigint) AS days_excluded,
  s.is_incomplete, s.is_synthetic
FROM summed s LEFT JOIN loaded l ON s.quarter = l.quarter
