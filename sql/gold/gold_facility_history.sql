{% set attributes = ['facility_name', 'legal_business_name', 'ownership_type', 'affiliated_entity_name', 'affiliated_entity_id', 'certified_beds',
  'provider_type', 'provider_resides_in_hospital', 'special_focus_status', 'abuse_icon', 'provider_address', 'city_town', 'state', 'zip_code'] %}
{% set names = {'affiliated_entity_name': 'chain_name', 'affiliated_entity_id': 'chain_id', 'provider_resides_in_hospital': 'is_hospital_based', 'abuse_icon': 'has_abuse_icon'} %}
WITH compared AS (
  SELECT
    ccn, processing_date, is_synthetic{% for a in attributes %}, {{ a }}{% endfor %},
    CASE WHEN lag(processing_date) OVER (PARTITION BY ccn ORDER BY processing_date) IS NULL
      {% for a in attributes %}
      OR {{ a }} IS DISTINCT FROM lag({{ a }}) OVER (PARTITION BY ccn ORDER BY processing_date)
      {% endfor %}
      THEN 1 ELSE 0 END AS starts_run
  FROM silver_providerinfo
),
runs AS (
  SELECT
    ccn, processing_date, is_synthetic{% for a in attributes %}, {{ a }}{% endfor %},
    sum(starts_run) OVER (PARTITION BY ccn ORDER BY processing_date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS run
  FROM compared
)
SELECT
  ccn, min(processing_date) AS first_processing_date, max(processing_date) AS last_processing_date, count(*) AS releases
  {% for a in attributes %}, {{ a }}{% if a in names %} AS {{ names[a] }}{% endif %}{% endfor %},
  bool_or(is_synthetic) AS is_synthetic
FROM runs
GROUP BY ccn, run{% for a in attributes %}, {{ a }}{% endfor %}
