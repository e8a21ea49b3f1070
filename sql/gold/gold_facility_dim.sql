{% set attributes = ['provider_address', 'city_town', 'zip_code', 'telephone_number', 'county_parish', 'provider_ssa_county_code', 'urban', 'ownership_type',
  'certified_beds', 'provider_type', 'provider_resides_in_hospital', 'legal_business_name', 'affiliated_entity_name', 'affiliated_entity_id',
  'continuing_care_retirement_community', 'special_focus_status', 'abuse_icon', 'overall_rating', 'staffing_rating', 'latitude', 'longitude'] %}
{% set names = {'provider_resides_in_hospital': 'is_hospital_based', 'urban': 'is_urban', 'affiliated_entity_name': 'chain_name',
  'affiliated_entity_id': 'chain_id', 'continuing_care_retirement_community': 'is_continuing_care', 'abuse_icon': 'has_abuse_icon'} %}
WITH newest_release AS (
  SELECT
    ccn, facility_name, state, processing_date, is_synthetic{% for a in attributes %}, {{ a }}{% endfor %},
    min(processing_date) OVER (PARTITION BY ccn) AS first_processing_date,
    row_number() OVER (PARTITION BY ccn ORDER BY processing_date DESC) AS newest_first
  FROM silver_providerinfo
),
newest_quarter AS (
  SELECT
    ccn, facility_name, state, quarter, is_synthetic,
    min(quarter) OVER (PARTITION BY ccn) AS first_quarter,
    row_number() OVER (PARTITION BY ccn ORDER BY quarter DESC) AS newest_first
  FROM gold_quarterly_provider_fact
)
SELECT
  coalesce(p.ccn, q.ccn) AS ccn,
  coalesce(p.facility_name, q.facility_name) AS facility_name,
  coalesce(q.state, p.state) AS state,
  q.state AS pbj_state, p.state AS providerinfo_state,
  q.facility_name AS pbj_facility_name
  {% for a in attributes %}, p.{{ a }}{% if a in names %} AS {{ names[a] }}{% endif %}{% endfor %}

  , p.first_processing_date, p.processing_date, q.first_quarter, q.quarter AS last_quarter,
  coalesce(p.is_synthetic, false) OR coalesce(q.is_synthetic, false) AS is_synthetic
FROM (SELECT ccn{% for a in attributes %}, {{ a }}{% endfor %}, facility_name, state, processing_date, is_synthetic, first_processing_date FROM newest_release WHERE newest_first = 1) p
FULL OUTER JOIN (SELECT ccn, facility_name, state, quarter, is_synthetic, first_quarter FROM newest_quarter WHERE newest_first = 1) q ON p.ccn = q.ccn
