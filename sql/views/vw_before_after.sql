{% set owners = reference('changes').attributes | selectattr('is_owner') | list %}
{% set reach = reference('changes').before_after.quarters %}
WITH compared AS (
  SELECT
    ccn, first_processing_date,
    lag(last_processing_date) OVER (PARTITION BY ccn ORDER BY first_processing_date) AS previous_processing_date
    {% for a in owners %}
    , {{ a.name }}, lag({{ a.name }}) OVER (PARTITION BY ccn ORDER BY first_processing_date) AS old_{{ a.name }}
    {% endfor %}

  FROM gold_facility_history
),
changed AS (
  {% for a in owners %}
  SELECT
    ccn, '{{ a.name }}' AS attribute, first_processing_date AS processing_date, old_{{ a.name }} AS old, {{ a.name }} AS new,
    year(first_processing_date) * 4 + quarter(first_processing_date) AS quarter_number
  FROM compared
  WHERE previous_processing_date IS NOT NULL AND old_{{ a.name }} IS DISTINCT FROM {{ a.name }}{% if a.known_from %} AND previous_processing_date >= CAST('{{ a.known_from }}' AS date){% endif %}

  {% if not loop.last %}UNION ALL{% endif %}

  {% endfor %}
),
staffed AS (
  SELECT
    q.ccn, q.quarter, CAST(substr(q.quarter, 1, 4) AS integer) * 4 + CAST(substr(q.quarter, 6, 1) AS integer) AS quarter_number, r.role_set,
    {{ of_role_set('hours', 'q') }} AS hours, {{ of_role_set('resident_days', 'q') }} AS resident_days, {{ of_role_set('hprd', 'q') }} AS hprd,
    q.is_synthetic
  FROM gold_quarterly_provider_fact q
  CROSS JOIN {{ any_role_set }} AS r(role_set)
)
SELECT
  c.ccn, c.attribute, CAST(s.quarter_number - c.quarter_number AS integer) AS quarter_offset, s.role_set, s.hprd,
  c.processing_date, c.old, c.new, s.quarter, s.hours, s.resident_days, s.is_synthetic
FROM changed c JOIN staffed s ON c.ccn = s.ccn AND s.quarter_number BETWEEN c.quarter_number - {{ reach }} AND c.quarter_number + {{ reach }}
