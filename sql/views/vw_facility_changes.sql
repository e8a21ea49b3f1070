{% set attributes = reference('changes').attributes %}
WITH compared AS (
  SELECT
    ccn, first_processing_date, is_synthetic,
    lag(last_processing_date) OVER (PARTITION BY ccn ORDER BY first_processing_date) AS previous_processing_date
    {% for a in attributes %}
    , {% if a.type == 'varchar' %}{{ a.name }}{% else %}CAST({{ a.name }} AS varchar){% endif %} AS {{ a.name }}
    , {% if a.type == 'varchar' %}lag({{ a.name }}){% else %}CAST(lag({{ a.name }}){% endif %} OVER (PARTITION BY ccn ORDER BY first_processing_date){% if a.type != 'varchar' %} AS varchar){% endif %} AS old_{{ a.name }}
    {% endfor %}

  FROM gold_facility_history
),
listed AS (
  SELECT
    c.ccn, c.first_processing_date AS processing_date, a.attribute, c.previous_processing_date, c.is_synthetic,
    CASE a.attribute{% for a in attributes %} WHEN '{{ a.name }}' THEN c.old_{{ a.name }}{% endfor %} END AS old,
    CASE a.attribute{% for a in attributes %} WHEN '{{ a.name }}' THEN c.{{ a.name }}{% endfor %} END AS new,
    a.known_from
  FROM compared c
  CROSS JOIN (VALUES {% for a in attributes %}('{{ a.name }}', CAST('{{ a.known_from or '1900-01-01' }}' AS date)){% if not loop.last %}, {% endif %}{% endfor %}) AS a(attribute, known_from)
  WHERE c.previous_processing_date IS NOT NULL
)
SELECT ccn, processing_date, attribute, old, new, previous_processing_date, is_synthetic
FROM listed
WHERE old IS DISTINCT FROM new AND previous_processing_date >= known_from
