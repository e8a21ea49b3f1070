WITH loaded AS (
  SELECT period AS quarter, bool_or(is_national AND is_current) AS is_full FROM gold_load_summary WHERE dataset = 'pbj' GROUP BY period
),
summed AS (
  SELECT
    state, quarter, count(*) AS facilities,
    {% for s in role_sets %}{% for part in ['hours', 'resident_days', 'weekend_hours', 'weekend_resident_days', 'contract_hours', 'days_counted', 'days_excluded'] %}
    sum({{ s.name }}_{{ part }}) AS {{ s.name }}_{{ part }},
    {% endfor %}{% endfor %}
    bool_or(is_incomplete) AS is_incomplete, bool_or(is_synthetic) AS is_synthetic
  FROM gold_quarterly_provider_fact
  GROUP BY state, quarter
),
long AS (
  SELECT
    q.state, q.quarter, r.role_set, q.facilities,
    {% for part in ['hours', 'resident_days', 'weekend_hours', 'weekend_resident_days', 'contract_hours', 'days_counted', 'days_excluded'] %}
    {{ of_role_set(part, 'q') }} AS {{ part }},
    {% endfor %}
    q.is_incomplete, q.is_synthetic
  FROM summed q
  CROSS JOIN {{ any_role_set }} AS r(role_set)
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
FROM long s LEFT JOIN loaded l ON s.quarter = l.quarter
