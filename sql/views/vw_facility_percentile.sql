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
  {% for s in role_sets %}
  {% for area in ['state', "'US'"] %}
  SELECT
    ccn, quarter, '{{ s.name }}' AS role_set, {{ area }} AS area, {{ s.name }}_hprd AS hprd, days_with_residents, zero_staff_days, cms_total_hprd AS total_hprd,
    reported_processing_date IS NOT NULL AND (reported_total_hprd IS NULL OR reported_staffing_footnote IS NOT NULL) AS is_suppressed, facility_name, is_synthetic
  FROM gold_quarterly_provider_fact
  {% if not loop.last %}UNION ALL{% endif %}

  {% endfor %}
  {% if not loop.last %}UNION ALL{% endif %}

  {% endfor %}
),
{# ranked apart: a home's own row, with all that is shown of it, is then found by its key and not sorted #}
ranked AS (
  {% for s in role_sets %}
  {% for area in ['state', "'US'"] %}
  {% set among = 'PARTITION BY q.quarter' ~ (', q.state' if area == 'state' else '') %}
  SELECT
    q.ccn, q.quarter, '{{ s.name }}' AS role_set, {{ "q.state" if area == 'state' else area }} AS area,
    rank() OVER ({{ among }} ORDER BY q.{{ s.name }}_hprd) - 1 AS below,
    count(*) OVER ({{ among }} ORDER BY q.{{ s.name }}_hprd RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS below_or_same,
    count(*) OVER ({{ among }}) AS homes
  FROM gold_quarterly_provider_fact q JOIN loaded l ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE q.{{ s.name }}_hprd IS NOT NULL
  {% if not loop.last %}UNION ALL{% endif %}

  {% endfor %}
  {% if not loop.last %}UNION ALL{% endif %}

  {% endfor %}
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
