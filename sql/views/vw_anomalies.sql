{% set limit = {} %}
{% for k in reference('anomalies').kinds %}{% if limit.update({k.name: k.limit}) %}{% endif %}{% endfor %}
WITH quarters AS (
  SELECT
    ccn, quarter, cms_total_hprd AS hprd, CAST(substr(quarter, 1, 4) AS integer) * 4 + CAST(substr(quarter, 6, 1) AS integer) AS quarter_number,
    facility_name, state, is_synthetic
  FROM gold_quarterly_provider_fact
),
followed AS (
  SELECT
    ccn, quarter, hprd, quarter_number, facility_name, state, is_synthetic,
    lag(hprd) OVER (PARTITION BY ccn ORDER BY quarter_number) AS hprd_before,
    lag(quarter_number) OVER (PARTITION BY ccn ORDER BY quarter_number) AS number_before
  FROM quarters
),
weeks AS (
  SELECT
    ccn, quarter, cms_total_weekend_hprd AS weekend_hprd,
    rate(cms_total_hours - cms_total_weekend_hours, cms_total_resident_days - cms_total_weekend_resident_days) AS weekday_hprd,
    facility_name, state, is_synthetic
  FROM gold_quarterly_provider_fact
  WHERE cms_total_hours > 0
),
{# which homes have such days at all the quarter's row says: the days of those alone are read #}
compared AS (
  SELECT
    d.ccn, d.work_date, d.quarter, d.residents, d.cms_total_hours, q.facility_name, q.state, q.is_synthetic,
    d.residents = lag(d.residents) OVER (PARTITION BY d.quarter, q.state, d.ccn ORDER BY d.work_date)
      AND d.cms_aide_hours = lag(d.cms_aide_hours) OVER (PARTITION BY d.quarter, q.state, d.ccn ORDER BY d.work_date)
      AND d.cms_lpn_hours = lag(d.cms_lpn_hours) OVER (PARTITION BY d.quarter, q.state, d.ccn ORDER BY d.work_date)
      AND d.cms_rn_hours = lag(d.cms_rn_hours) OVER (PARTITION BY d.quarter, q.state, d.ccn ORDER BY d.work_date)
      AND date_diff('day', lag(d.work_date) OVER (PARTITION BY d.quarter, q.state, d.ccn ORDER BY d.work_date), d.work_date) = 1 AS is_same
  FROM gold_daily_staffing_fact d
  JOIN gold_quarterly_provider_fact q ON d.quarter = q.quarter AND d.ccn = q.ccn
  WHERE d.residents > 0 AND d.cms_total_hours > 0 AND coalesce(q.repeated_days + 1 >= {{ limit.identical_days }}, true)
),
repeated AS (
  SELECT
    ccn, work_date, quarter, residents, cms_total_hours, facility_name, state, is_synthetic,
    CAST(date_add('day', -row_number() OVER (PARTITION BY quarter, state, ccn ORDER BY work_date), work_date) AS date) AS run
  FROM compared
  WHERE is_same
),
runs AS (
  SELECT
    ccn, quarter, state, CAST(date_add('day', -1, min(work_date)) AS date) AS first_day, count(*) + 1 AS days, max(residents) AS residents,
    max(cms_total_hours) AS hours, max(facility_name) AS facility_name, bool_or(is_synthetic) AS is_synthetic
  FROM repeated
  GROUP BY ccn, quarter, state, run
),
months AS (
  SELECT
    d.ccn, d.quarter, q.state, month_of(d.work_date) AS month, count(*) AS days, min(d.residents) AS lowest, max(d.residents) AS highest,
    count(d.residents) AS known, max(q.facility_name) AS facility_name, bool_or(q.is_synthetic) AS is_synthetic
  FROM gold_daily_staffing_fact d
  JOIN gold_quarterly_provider_fact q ON d.quarter = q.quarter AND d.ccn = q.ccn
  WHERE coalesce(q.same_census_months > 0, true)
  GROUP BY d.ccn, d.quarter, q.state, month_of(d.work_date)
),
found AS (
  SELECT
    ccn, CAST(NULL AS date) AS work_date, quarter, 'jump' AS kind, hprd AS value,
    'from ' || CAST(CAST(hprd_before AS decimal(12, 2)) AS varchar) || ' to ' || CAST(CAST(hprd AS decimal(12, 2)) AS varchar) || ' HPRD' AS context, facility_name, state, is_synthetic
  FROM followed
  WHERE number_before = quarter_number - 1 AND hprd > 0 AND hprd_before > 0
    AND (hprd >= hprd_before * CAST('{{ limit.jump }}' AS decimal(3, 2)) OR hprd_before >= hprd * CAST('{{ limit.jump }}' AS decimal(3, 2)))
  UNION ALL
  SELECT
    ccn, CAST(NULL AS date), quarter, 'weekend_equals_weekday', weekend_hprd,
    'weekend ' || CAST(weekend_hprd AS varchar) || ', weekday ' || CAST(weekday_hprd AS varchar) || ' HPRD', facility_name, state, is_synthetic
  FROM weeks
  WHERE CAST(weekend_hprd AS decimal(12, 2)) = CAST(weekday_hprd AS decimal(12, 2))
  UNION ALL
  SELECT
    d.ccn, d.work_date, d.quarter, 'over_24_hprd', rate(d.cms_total_hours, d.residents),
    'residents ' || CAST(d.residents AS varchar) || ', hours ' || CAST(d.cms_total_hours AS varchar), q.facility_name, q.state, q.is_synthetic
  FROM gold_daily_staffing_fact d
  JOIN gold_quarterly_provider_fact q ON d.quarter = q.quarter AND d.ccn = q.ccn
  WHERE d.residents > 0 AND d.cms_total_hours > d.residents * CAST('{{ limit.over_24_hprd }}' AS decimal(4, 2)) AND coalesce(q.over_24_hprd_days > 0, true)
  UNION ALL
  SELECT
    ccn, first_day, quarter, 'identical_days', CAST(days AS decimal(12, 6)),
    CAST(days AS varchar) || ' days on end, residents ' || CAST(residents AS varchar) || ', hours ' || CAST(hours AS varchar), facility_name, state, is_synthetic
  FROM runs
  WHERE days >= {{ limit.identical_days }}
  UNION ALL
  SELECT
    ccn, month, quarter, 'census_copied', CAST(lowest AS decimal(12, 6)),
    CAST(days AS varchar) || ' days, residents ' || CAST(lowest AS varchar), facility_name, state, is_synthetic
  FROM months
  WHERE lowest = highest AND known = days AND lowest >= {{ limit.census_copied }}
    AND days = date_diff('day', month, CAST(date_add('month', 1, month) AS date))
)
SELECT ccn, work_date, quarter, kind, value, context, facility_name, state, is_synthetic FROM found
