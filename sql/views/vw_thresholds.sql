WITH quarters AS (
  SELECT
    period AS quarter, bool_or(is_national AND is_current) AS is_full,
    CAST(date_add('month', 3 * CAST(substr(period, 6, 1) AS integer) - 3, CAST(substr(period, 1, 4) || '-01-01' AS date)) AS date) AS first_day,
    CAST(date_add('day', -1, CAST(date_add('month', 3 * CAST(substr(period, 6, 1) AS integer), CAST(substr(period, 1, 4) || '-01-01' AS date)) AS date)) AS date) AS last_day
  FROM gold_load_summary
  WHERE dataset = 'pbj'
  GROUP BY period
),
lines AS (
  SELECT threshold_id, state, role_set, value, value_to, valid_from, valid_to, citation, legal_status, true AS is_own FROM gold_threshold
  UNION ALL
  SELECT
    threshold_id, CAST(NULL AS varchar), role_set, value, CAST(NULL AS decimal(9, 4)), CAST(NULL AS date), CAST(NULL AS date), citation, legal_status, false
  FROM (VALUES
    {% for line in reference('thresholds').lines %}
    ('{{ line.id }}', '{{ line.role_set }}', CAST('{{ line.value }}' AS decimal(9, 4)), '{{ line.citation | replace("'", "''") }}', '{{ line.legal_status | replace("'", "''") }}'){% if not loop.last %},{% endif %}

    {% endfor %}
  ) AS line(threshold_id, role_set, value, citation, legal_status)
),
applied AS (
  SELECT
    t.threshold_id, t.state, t.role_set, t.value, t.value_to, t.citation, t.legal_status, t.is_own, q.quarter, q.is_full,
    date_diff('day', q.first_day, q.last_day) + 1 AS length
  FROM lines t JOIN quarters q ON coalesce(t.valid_from <= q.last_day, true) AND coalesce(t.valid_to >= q.last_day, true)
),
measured AS (
  {% for area in ['q.state', "'US'"] %}
  SELECT
    {{ area }} AS area, q.quarter, a.threshold_id, a.value, a.value_to, {{ of_role_set('hprd', 'q', 'a.role_set') }} AS hprd, {{ of_role_set('hours', 'q', 'a.role_set') }} AS hours,
    {{ of_role_set('resident_days', 'q', 'a.role_set') }} AS resident_days,
    CASE a.threshold_id{% for line in reference('thresholds').lines %} WHEN '{{ line.id }}' THEN q.below_{{ line.id }}_days{% endfor %} END AS below_days,
    q.is_incomplete, q.is_synthetic
  FROM gold_quarterly_provider_fact q JOIN applied a ON q.quarter = a.quarter AND (a.state IS NULL{% if area == 'q.state' %} OR a.state = q.state{% endif %})
  {% if not loop.last %}UNION ALL{% endif %}

  {% endfor %}
),
homes AS (
  SELECT
    area, quarter, threshold_id, count(hprd) AS facilities, count_if(hprd < value) AS below_facilities, count_if(hprd < value_to) AS below_value_to_facilities,
    sum(CASE WHEN hprd < value THEN resident_days ELSE 0 END) AS below_resident_days,
    sum(CASE WHEN hprd < value THEN CAST(value * resident_days - hours AS decimal(18, 2)) ELSE 0 END) AS hours_short,
    CASE WHEN count(below_days) = count(*) THEN CAST(sum(below_days) AS bigint) END AS below_days,
    bool_or(is_incomplete) AS is_incomplete, bool_or(is_synthetic) AS is_synthetic
  FROM measured
  GROUP BY area, quarter, threshold_id
),
{# days below the lines that come with Kerok stand in the quarter's row; those below a user's own line are counted day by day #}
{% macro hours_of(name) %}{% for s in role_sets if s.name == name %}d.{{ s.name if s.members | length > 1 else s.members[0] }}_hours{% endfor %}{% endmacro %}
facility_days AS (
  {% for area in ['d.state', "'US'"] %}
  SELECT {{ area }} AS area, d.quarter, a.threshold_id, count(*) AS below_days
  FROM gold_daily_staffing_fact d
  JOIN applied a ON d.quarter = a.quarter AND a.is_own AND (a.state IS NULL{% if area == 'd.state' %} OR a.state = d.state{% endif %})
    AND CASE a.role_set
      {% for s in role_sets %}
      WHEN '{{ s.name }}' THEN {% if s.members | length == 1 %}CASE WHEN d.{{ s.members[0] }}_employee_hours + d.{{ s.members[0] }}_contract_hours IS NOT NULL THEN {{ hours_of(s.name) }} END{% else %}{{ hours_of(s.name) }}{% endif %}

      {% endfor %}
    END < a.value * d.residents
  WHERE d.residents > 0
  GROUP BY d.quarter, a.threshold_id{% if area == 'd.state' %}, d.state{% endif %}

  {% if not loop.last %}UNION ALL{% endif %}

  {% endfor %}
),
{# one under the other and not joined: so what is asked of one area is read of that area alone #}
counts AS (
  SELECT
    area, quarter, threshold_id, max(facilities) AS facilities, max(below_facilities) AS below_facilities,
    max(below_value_to_facilities) AS below_value_to_facilities, max(below_resident_days) AS below_resident_days, max(hours_short) AS hours_short,
    max(below_days) AS below_days, bool_or(is_incomplete) AS is_incomplete, bool_or(is_synthetic) AS is_synthetic
  FROM (
    SELECT area, quarter, threshold_id, facilities, below_facilities, below_value_to_facilities, below_resident_days, hours_short, below_days, is_incomplete, is_synthetic
    FROM homes
    UNION ALL
    SELECT area, quarter, threshold_id, NULL, NULL, NULL, NULL, NULL, below_days, NULL, NULL
    FROM facility_days
  ) parts
  GROUP BY area, quarter, threshold_id
  HAVING max(facilities) IS NOT NULL
)
SELECT
  a.role_set, h.area, h.quarter, h.threshold_id, CAST(h.below_facilities AS bigint) AS below_facilities,
  rate_1(h.below_resident_days, a.length) AS below_residents, CAST(CASE WHEN a.is_own THEN coalesce(h.below_days, 0) ELSE h.below_days END AS bigint) AS below_days,
  CAST(h.hours_short AS decimal(18, 2)) AS hours_short,
  CAST(h.facilities AS bigint) AS facilities, a.value, a.value_to,
  CASE WHEN a.value_to IS NOT NULL THEN CAST(h.below_value_to_facilities AS bigint) END AS below_value_to_facilities,
  a.citation, a.legal_status, CASE WHEN a.is_full THEN 'full' ELSE 'partial' END AS coverage, h.is_incomplete, h.is_synthetic
FROM counts h
JOIN applied a ON h.quarter = a.quarter AND h.threshold_id = a.threshold_id
