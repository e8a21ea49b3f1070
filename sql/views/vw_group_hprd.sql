{% set groups = reference('groups') %}
{% set dimensions = ['bed_band', 'chain', 'county', 'hospital_based', 'ownership_group', 'special_focus', 'urban'] %}
WITH loaded AS (
  SELECT period AS quarter, bool_or(is_national AND is_current) AS is_full FROM gold_load_summary WHERE dataset = 'pbj' GROUP BY period
),
summed AS (
  {% for s in role_sets %}
  SELECT
    dimension, value, quarter, '{{ s.name }}' AS role_set, count(*) AS facilities,
    sum({{ s.name }}_hours) AS hours, sum({{ s.name }}_resident_days) AS resident_days, sum({{ s.name }}_contract_hours) AS contract_hours,
    bool_or(is_incomplete) AS is_incomplete, bool_or(is_synthetic) AS is_synthetic
  FROM (
    SELECT
      d.dimension, q.quarter, q.{{ s.name }}_hours, q.{{ s.name }}_resident_days, q.{{ s.name }}_contract_hours, q.is_incomplete, q.is_synthetic,
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
  ) homes
  GROUP BY dimension, value, quarter
  {% if not loop.last %}UNION ALL{% endif %}

  {% endfor %}
)
SELECT
  s.dimension, s.value, s.quarter, s.role_set, CAST(s.facilities AS bigint) AS facilities,
  CAST(s.hours AS decimal(18, 2)) AS hours, CAST(s.resident_days AS bigint) AS resident_days, rate(s.hours, s.resident_days) AS hprd,
  rate(s.contract_hours, s.hours) AS contract_share,
  CASE WHEN l.is_full THEN 'full' ELSE 'partial' END AS coverage,
  CAST(s.contract_hours AS decimal(18, 2)) AS contract_hours, s.is_incomplete, s.is_synthetic
FROM summed s LEFT JOIN loaded l ON s.quarter = l.quarter
