{% set smallest = reference('groups').percentile.smallest_group %}
{% set suspect = reference('groups').suspect %}
WITH loaded AS (
  SELECT
    period AS quarter, bool_or(is_national AND is_current) AS is_full,
    date_diff('day',
      CAST(date_add('month', 3 * CAST(substr(period, 6, 1) AS integer) - 3, CAST(substr(period, 1, 4) || '-01-01' AS date)) AS date),
      CAST(date_add('month', 3 * CAST(substr(period, 6, 1) AS integer), CAST(substr(period, 1, 4) || '-01-01' AS date)) AS date)) AS length
  FROM gold_load_summary
  WHERE dataset = 'pbj'
  GROUP BY period
),
homes AS (
  SELECT
    q.ccn, q.quarter, r.role_set, CASE a.area WHEN 'US' THEN 'US' ELSE q.state END AS area,
    {{ of_role_set('hprd', 'q') }} AS hprd,
    q.days_with_residents, q.zero_staff_days, q.cms_total_hprd AS total_hprd,
    q.reported_processing_date IS NOT NULL AND (q.reported_total_hprd IS NULL OR q.reported_staffing_footnote IS NOT NULL) AS is_suppressed,
    q.facility_name, q.is_synthetic
  FROM gold_quarterly_provider_fact q
  CROSS JOIN {{ any_role_set }} AS r(role_set)
  CROSS JOIN (VALUES 'state', 'US') AS a(area)
),
{# ranked apart: a home's own row, with all that is shown of it, is then found by its key and not sorted #}
ranked AS (
  {% set among = 'PARTITION BY h.quarter, h.role_set, h.area' %}
  SELECT
    h.ccn, h.quarter, h.role_set, h.area,
    rank() OVER ({{ among }} ORDER BY h.hprd) - 1 AS below,
    count(*) OVER ({{ among }} ORDER BY h.hprd RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS below_or_same,
    count(*) OVER ({{ among }}) AS homes
  FROM homes h JOIN loaded l ON h.quarter = l.quarter AND h.days_with_residents = l.length AND l.is_full
  WHERE h.hprd IS NOT NULL
),
judged AS (
  SELECT
    h.ccn, h.quarter, h.role_set, h.area, h.hprd, r.below, r.below_or_same, r.homes, h.zero_staff_days, h.total_hprd, h.is_suppressed,
    h.facility_name, h.is_synthetic,
    CASE
      WHEN l.is_full IS NULL OR NOT l.is_full THEN 'partial_coverage'
      WHEN h.hprd IS NULL THEN 'no_rate'
      WHEN h.days_with_residents IS NULL OR h.days_with_residents <> l.length THEN 'not_a_full_quarter'
      WHEN coalesce(r.homes, 0) < {{ smallest }} THEN 'fewer_than_{{ smallest }}_homes'
    END AS missing_reason
  FROM homes h
  LEFT JOIN loaded l ON h.quarter = l.quarter
  LEFT JOIN ranked r ON h.ccn = r.ccn AND h.quarter = r.quarter AND h.role_set = r.role_set AND h.area = r.area
)
SELECT
  ccn, quarter, role_set, area,
  CASE WHEN missing_reason IS NULL THEN rate(50 * (below + below_or_same), homes) END AS percentile,
  CASE WHEN missing_reason IS NULL THEN CAST(homes + CAST('0.5' AS decimal(2, 1)) * (1 - below - below_or_same) AS decimal(12, 1)) END AS rank,
  CASE WHEN missing_reason IS NULL THEN CAST(homes AS bigint) END AS of,
  missing_reason, hprd,
  nullif(concat_ws(',',
    CASE WHEN is_suppressed THEN 'cms_shows_no_staffing' END,
    CASE WHEN total_hprd < CAST('{{ suspect.hprd_below }}' AS decimal(3, 2)) THEN 'hprd_under_{{ suspect.hprd_below }}' END,
    CASE WHEN zero_staff_days >= {{ suspect.zero_staff_days }} THEN 'zero_staff_days' END), '') AS suspect,
  facility_name, is_synthetic
FROM judged
