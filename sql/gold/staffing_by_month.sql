{% set lines = reference('thresholds').lines %}
{% set anomaly = {} %}
{% for k in reference('anomalies').kinds %}{% if anomaly.update({k.name: k.limit}) %}{% endif %}{% endfor %}
WITH named AS (
  SELECT
    ccn, quarter
    , max_by(state, day_with_state) FILTER (WHERE state IS NOT NULL) AS state
    , max_by(facility_name, day_with_name) FILTER (WHERE facility_name IS NOT NULL) AS facility_name
  FROM alike_days
  GROUP BY ccn, quarter
),
judged AS (
  SELECT
    ccn, month, has_residents AND missing_roles = '' AS is_usual, residents, weekend_residents, days
    {% for s in role_sets %}
    , has_residents AND (missing_roles = '' OR ({% for m in s.members %}missing_roles NOT LIKE '%<{{ m }}>%'{% if not loop.last %} AND {% endif %}{% endfor %})) AS {{ s.name }}_counts
    {% for part in ['hours', 'employee_hours', 'contract_hours', 'weekend_hours'] %}
    , {% for m in s.members %}{{ m }}_{{ part }}{% if not loop.last %} + {% endif %}{% endfor %} AS {{ s.name }}_{{ part }}
    {% endfor %}
    {% endfor %}
  FROM alike_days
),
usual AS (
  SELECT
    ccn, month, residents, weekend_residents, days
    {% for s in role_sets %}
    {% for part in ['hours', 'employee_hours', 'contract_hours', 'weekend_hours'] %}
    , {{ s.name }}_{{ part }}
    {% endfor %}
    {% endfor %}
  FROM judged
  WHERE is_usual
),
unusual AS (
  SELECT
    ccn, month
    {% for s in role_sets %}
    {% for part in ['hours', 'employee_hours', 'contract_hours', 'weekend_hours'] %}
    , CAST(sum(CASE WHEN {{ s.name }}_counts THEN {{ s.name }}_{{ part }} END) AS decimal(18, 2)) AS {{ s.name }}_{{ part }}
    {% endfor %}
    , CAST(sum(CASE WHEN {{ s.name }}_counts THEN residents END) AS bigint) AS {{ s.name }}_resident_days
    , CAST(sum(CASE WHEN {{ s.name }}_counts THEN weekend_residents END) AS bigint) AS {{ s.name }}_weekend_resident_days
    , CAST(sum(CASE WHEN {{ s.name }}_counts THEN days ELSE 0 END) AS bigint) AS {{ s.name }}_days_counted
    {% endfor %}
  FROM judged
  WHERE NOT is_usual
  GROUP BY ccn, month
),
{# only the few columns that are compared from day to day are put in the days' order #}
followed AS (
  SELECT
    ccn, quarter, work_date,
    residents = lag(residents) OVER (PARTITION BY ccn ORDER BY work_date)
      AND cms_aide_hours = lag(cms_aide_hours) OVER (PARTITION BY ccn ORDER BY work_date)
      AND cms_lpn_hours = lag(cms_lpn_hours) OVER (PARTITION BY ccn ORDER BY work_date)
      AND cms_rn_hours = lag(cms_rn_hours) OVER (PARTITION BY ccn ORDER BY work_date)
      AND date_diff('day', lag(work_date) OVER (PARTITION BY ccn ORDER BY work_date), work_date) = 1 AS is_same
  FROM gold_daily_staffing_fact
  WHERE residents > 0 AND cms_total_hours > 0
),
repeated AS (
  SELECT ccn, quarter, month_of(work_date) AS month, count(*) AS repeated_days
  FROM followed
  WHERE is_same AND quarter_of(CAST(date_add('day', -1, work_date) AS date)) = quarter
  GROUP BY ccn, quarter, month_of(work_date)
),
months AS (
  SELECT
    ccn, quarter, month
    {% for part in ['days', 'census_days', 'zero_census_days', 'zero_rn_days', 'under_8_rn_days', 'zero_staff_days', 'low_days', 'over_24_hprd_days'] %}
    , CAST(sum({{ 'residents' if part == 'census_days' else part }}) AS bigint) AS {{ part }}
    {% endfor %}
    {% for line in lines %}
    , CAST(sum(below_{{ line.id }}_days) AS bigint) AS below_{{ line.id }}_days
    {% endfor %}
    , CASE WHEN min(lowest_residents) = max(highest_residents) AND min(lowest_residents) >= {{ anomaly.census_copied }} AND sum(days_with_census) = sum(days)
        AND sum(days) = date_diff('day', month, CAST(date_add('month', 1, month) AS date)) THEN 1 ELSE 0 END AS same_census_months
    , CAST(sum(days_with_census - unknown_census_days) AS bigint) AS observed_days
    , CAST(sum(zero_census_hours) AS decimal(18, 2)) AS zero_census_hours
    , CAST(sum(CASE WHEN has_residents THEN days ELSE 0 END) AS bigint) AS days_with_residents
    , min(CASE WHEN has_residents THEN first_day END) AS first_resident_day
    , max(CASE WHEN has_residents THEN last_day END) AS last_resident_day
    , bool_or(is_incomplete) AS is_incomplete
    , bool_or(is_synthetic) AS is_synthetic
  FROM alike_days
  GROUP BY ccn, quarter, month
)
{% macro both(a, b) %}coalesce({{ a }} + {{ b }}, {{ a }}, {{ b }}){% endmacro %}
SELECT
  m.ccn, m.quarter, n.state, n.facility_name, m.month
  {% for s in role_sets %}
  {% for part in ['hours', 'employee_hours', 'contract_hours', 'weekend_hours'] %}
  , CAST({{ both('u.' ~ s.name ~ '_' ~ part, 'x.' ~ s.name ~ '_' ~ part) }} AS decimal(18, 2)) AS {{ s.name }}_{{ part }}
  {% endfor %}
  , {{ both('u.residents', 'x.' ~ s.name ~ '_resident_days') }} AS {{ s.name }}_resident_days
  , {{ both('u.weekend_residents', 'x.' ~ s.name ~ '_weekend_resident_days') }} AS {{ s.name }}_weekend_resident_days
  , coalesce(u.days, 0) + coalesce(x.{{ s.name }}_days_counted, 0) AS {{ s.name }}_days_counted
  {% endfor %}
  , m.days, m.observed_days, m.census_days, m.zero_census_days, m.zero_rn_days, m.under_8_rn_days, m.zero_staff_days, m.low_days, m.days_with_residents
  {% for line in lines %}, m.below_{{ line.id }}_days{% endfor %}

  , m.over_24_hprd_days, m.same_census_months, CAST(coalesce(r.repeated_days, 0) AS bigint) AS repeated_days
  , m.zero_census_hours, m.first_resident_day, m.last_resident_day, m.is_incomplete, m.is_synthetic
FROM months m
JOIN named n ON m.ccn = n.ccn AND m.quarter = n.quarter
LEFT JOIN usual u ON m.ccn = u.ccn AND m.month = u.month
LEFT JOIN unusual x ON m.ccn = x.ccn AND m.month = x.month
LEFT JOIN repeated r ON m.ccn = r.ccn AND m.month = r.month
