{% set groups = reference('groups') %}
{% set dimensions = ['bed_band', 'chain', 'county', 'hospital_based', 'ownership_group', 'special_focus', 'urban'] %}
WITH loaded AS (
  SELECT period AS quarter, bool_or(is_national AND is_current) AS is_full FROM gold_load_summary WHERE dataset = 'pbj' GROUP BY period
),
homes AS (
  SELECT
    d.dimension, q.quarter, q.is_incomplete, q.is_synthetic,
    {% for s in role_sets %}{% for part in ['hours', 'resident_days', 'contract_hours'] %}
    q.{{ s.name }}_{{ part }},
    {% endfor %}{% endfor %}
    coalesce(CASE d.dimension
      WHEN 'bed_band' THEN CASE{% for b in groups.bed_bands.bands %} WHEN q.certified_beds >= {{ b.first }}{% if b.last %} AND q.certified_beds <= {{ b.last }}{% endif %} THEN '{{ b.name }}'{% endfor %} END
      WHEN 'chain' THEN CASE WHEN q.ownership_processing_date >= CAST('{{ groups.chain_known_from }}' AS date) THEN coalesce(q.chain_name, 'none') END
      WHEN 'county' THEN q.county_parish || ', ' || q.state
      WHEN 'hospital_based' THEN CASE WHEN q.is_hospital_based THEN 'yes' WHEN NOT q.is_hospital_based THEN 'no' END
      WHEN 'ownership_group' THEN CASE{% for g in groups.ownership_groups.groups %} WHEN q.ownership_type LIKE '{{ g.begins }}%' THEN '{{ g.name }}'{% endfor %} END
      WHEN 'special_focus' THEN CASE WHEN q.ownership_processing_date IS NOT NULL THEN coalesce(q.special_focus_status, 'none') END
      WHEN 'urban' THEN CASE WHEN q.is_urban THEN 'urban' WHEN NOT q.is_urban THEN 'rural' END
    END, 'unknown') AS value
  FROM gold_quarterly_provider_fact q
  CROSS JOIN (VALUES {% for d in dimensions %}'{{ d }}'{% if not loop.last %}, {% endif %}{% endfor %}) AS d(dimension)
),
summed AS (
  SELECT
    dimension, value, quarter, count(*) AS facilities,
    {% for s in role_sets %}{% for part in ['hours', 'resident_days', 'contract_hours'] %}
    sum({{ s.name }}_{{ part }}) AS {{ s.name }}_{{ part }},
    {% endfor %}{% endfor %}
    bool_or(is_incomplete) AS is_incomplete, bool_or(is_synthetic) AS is_synthetic
  FROM homes
  GROUP BY dimension, value, quarter
),
long AS (
  SELECT
    q.dimension, q.value, q.quarter, r.role_set, q.facilities,
    {% for part in ['hours', 'resident_days', 'contract_hours'] %}
    {{ of_role_set(part, 'q') }} AS {{ part }},
    {% endfor %}
    q.is_incomplete, q.is_synthetic
  FROM summed q
  CROSS JOIN {{ any_role_set }} AS r(role_set)
)
SELECT
  s.dimension, s.value, s.quarter, s.role_set, CAST(s.facilities AS bigint) AS facilities,
  CAST(s.hours AS decimal(18, 2)) AS hours, CAST(s.resident_days AS bigint) AS resident_days, rate(s.hours, s.resident_days) AS hprd,
  rate(s.contract_hours, s.hours) AS contract_share,
  CASE WHEN l.is_full THEN 'full' ELSE 'partial' END AS coverage,
  CAST(s.contract_hours AS decimal(18, 2)) AS contract_hours, s.is_incomplete, s.is_synthetic
FROM long s LEFT JOIN loaded l ON s.quarter = l.quarter
