{# method 7: in ascending order the k/4 quantile lies k * (n - 1) / 4 places behind the first value, between neighbours in proportion #}
{% macro quartile(k) %}
{% set steps = k ~ ' * (m.measured - 1)' %}
{% set place = 'CAST(floor(CAST(' ~ steps ~ ' AS double) / 4) AS integer) + 1' %}
CASE WHEN m.measured > 0 THEN CAST((
    element_at(m.rates, {{ place }}) * CAST(4 - {{ steps }} % 4 AS integer)
    + coalesce(element_at(m.rates, {{ place }} + 1), 0) * CAST({{ steps }} % 4 AS integer)
  ) * CAST('0.25' AS decimal(3, 2)) AS decimal(12, 6)) END
{% endmacro %}
WITH loaded AS (
  SELECT period AS quarter, bool_or(is_national AND is_current) AS is_full FROM gold_load_summary WHERE dataset = 'pbj' GROUP BY period
),
homes AS (
  SELECT
    CASE a.area WHEN 'US' THEN 'US' ELSE q.state END AS area, q.quarter, r.role_set,
    {{ of_role_set('hours', 'q') }} AS hours, {{ of_role_set('resident_days', 'q') }} AS resident_days, {{ of_role_set('hprd', 'q') }} AS hprd,
    q.is_incomplete, q.is_synthetic
  FROM gold_quarterly_provider_fact q
  CROSS JOIN {{ any_role_set }} AS r(role_set)
  CROSS JOIN (VALUES 'state', 'US') AS a(area)
),
measured AS (
  SELECT
    area, quarter, role_set, count(*) AS facilities, count(hprd) AS measured,
    sum(hours) AS hours, sum(resident_days) AS resident_days, sum(hprd) AS rate_sum,
    array_sort(array_agg(hprd) FILTER (WHERE hprd IS NOT NULL)) AS rates,
    bool_or(is_incomplete) AS is_incomplete, bool_or(is_synthetic) AS is_synthetic
  FROM homes
  GROUP BY area, quarter, role_set
)
SELECT
  m.area, m.quarter, m.role_set, CAST(m.facilities AS bigint) AS facilities,
  rate(m.hours, m.resident_days) AS weighted, rate(m.rate_sum, m.measured) AS facility_mean,
  {{ quartile(2) }} AS facility_median,
  {{ quartile(1) }} AS p25,
  {{ quartile(3) }} AS p75,
  CASE WHEN l.is_full THEN 'full' ELSE 'partial' END AS coverage,
  CAST(m.measured AS bigint) AS facilities_measured, CAST(m.hours AS decimal(18, 2)) AS hours, CAST(m.resident_days AS bigint) AS resident_days,
  m.is_incomplete, m.is_synthetic
FROM measured m LEFT JOIN loaded l ON m.quarter = l.quarter
